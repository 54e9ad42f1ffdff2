#!/usr/bin/env python3
"""Prints a report of so many numbered paragraphs, for the judges: headings of three levels, sub-paragraphs of two, notes,
links, references and tables, at fixed intervals. The same number gives the same report on every machine.

usage: generate.py PARAGRAPHS > report.yaml
"""
import argparse
import random

OPENINGS = [
    "In the period under review",
    "According to the tenants who answered",
    "Since the last dialogue with the Committee",
    "As the municipal archives show",
    "Contrary to what the State party writes in its report",
    "In the northern districts",
]
SUBJECTS = [
    "the number of evictions without a court decision",
    "access to drinking water in informal settlements",
    "the time that families wait for an allowance",
    "the share of unaccompanied children outside school",
    "the cost of heating in social housing",
    "the distance to the nearest legal aid office",
]
EVENTS = [
    "has grown in each of the last {small} years",
    "was never published, although {large} persons had asked for it",
    "differs between districts by as much as {small} per cent",
    "became known only when {large} households complained together",
    "has not been measured since the census of 20{small:02}",
    "fell after the intervention of the ombudsperson, but not for long",
]
CONSEQUENCES = [
    "and the authorities responsible have given no explanation",
    "so that compensation was paid in {large} cases out of {larger}",
    "which the administrative court called disproportionate",
    "while the regulations that should have followed are still a draft",
    "and persons with disabilities are affected twice as often",
]
HEADINGS = ["Housing", "Water and sanitation", "Education", "Social security", "Health", "Work and wages"]
SECTIONS = ["The law", "What was observed", "Persons most affected"]
NOTES = [
    "E/C.12/NOR/CO/6, para. {small}.",
    "Letter of the municipality, No. {large}, on file with the authors. It was answered after {small} weeks, and what was "
    "asked in it was left open; a second letter went the same way.",
    "Survey of {large} households; the questions are in the annex.",
]


def prose(numbers, text):
    small, large = numbers.randint(2, 24), numbers.randint(100, 900)
    return text.format(small=small, large=large, larger=large + numbers.randint(100, 900))


def sentence(numbers):
    parts = [numbers.choice(OPENINGS) + ",", numbers.choice(SUBJECTS), numbers.choice(EVENTS)]
    if numbers.random() < 0.6:
        parts[-1] += ","
        parts.append(numbers.choice(CONSEQUENCES))
    return prose(numbers, " ".join(parts)) + "."


def table(numbers, at):
    rows = [f"| District {row} | {numbers.randint(1, 9000)} | {numbers.randint(0, 99)}.{row} |" for row in range(1, 8)]
    head = ["| District | Households | Share |", "|---|--:|--:|"]
    return "\n".join(head + rows) + f"\n\n: Households that were asked, with paragraph {at}"


def blocks(paragraphs):
    numbers = random.Random(paragraphs)
    for at in range(paragraphs):
        if at % 30 == 0:
            yield f"# {HEADINGS[at // 30 % len(HEADINGS)]}"
        if at % 5 == 0:
            yield f"## {SECTIONS[at // 5 % len(SECTIONS)]}"
        if at % 15 in (10, 12):
            yield "### In the capital" if at % 15 == 10 else "### Elsewhere"
        text = " ".join(sentence(numbers) for _ in range(numbers.randint(2, 5)))
        if at % 3 == 0:
            text += f"^[{prose(numbers, numbers.choice(NOTES))}]"
        if at % 4 == 1:
            text += f" The *complete* figures are in a **[study](https://example.org/studies/{at})**."
        if at % 7 == 6:
            text += f" See also [para. @p{at - 6}]."
        yield text + f" {{#p{at}}}"
        if at % 6 == 3:
            yield "Three things were asked for:"
            yield f"(a) {sentence(numbers)}"
            yield "(b) An answer to each of these:"
            yield f"(i) {sentence(numbers)}"
            yield f"(ii) {sentence(numbers)}"
            yield f"(c) {sentence(numbers)}"
        if at % 10 == 6:
            yield table(numbers, at)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paragraphs", type=int)
    paragraphs = parser.parse_args().paragraphs
    print("submitted_to: generic\nlanguage: en\nstate: NOR")
    print(f"title: A report of {paragraphs} paragraphs")
    print("submitted_by:\n  - name: Example Rights Network\n    profile: The Network advises tenants.")
    print("contents: true\nbody: |")
    for block in blocks(paragraphs):
        print("\n".join(f"  {line}" if line else "" for line in block.split("\n")) + "\n")


if __name__ == "__main__":
    main()
