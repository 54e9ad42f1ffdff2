#!/usr/bin/env python3
"""Makes one report in three forms, for measuring: REPORT.yaml for assemble, REPORT.md for pandoc, REPORT.typ for Typst.

usage: report.py FOLDER PARAGRAPHS [--copies N]

Writes FOLDER/rPARAGRAPHS.{yaml,md,typ}; with --copies, N reports in FOLDER/batch that differ in the organization's
name. The same bytes on every run. All three forms hold the same words, headings, notes, links, lists and tables.
"""
import argparse
import pathlib
import random

SENTENCES = [
    "Tenants in the two largest cities told us that rents had doubled since the last review, while the allowance for low incomes has stayed where it was in 2019.",
    "The law on drinking water of 2022 names a daily minimum for each person, but no office has been made responsible for measuring it.",
    "In nine of the fourteen municipalities that we visited, a family waits more than four years for a place in public housing.",
    "Teachers described classes of sixty pupils, roofs that let in the rain, and textbooks that arrive after the examinations.",
    "The inspectorate of labour has thirty-one inspectors for the whole country, and none of them may enter a private household.",
    "Fishing communities along the coast were not consulted before the concession was signed, although the court had ordered it.",
    "Of the 86 complaints that we followed, five led to a decision and one to compensation, which has not been paid.",
    "The State party's report describes the health insurance as universal, yet people without a birth certificate cannot join it.",
    "Women who work in the export zone are asked for a pregnancy test when they apply, and again before each new contract.",
    "Older persons in rural districts travel a whole day to collect a pension that buys food for less than a week.",
    "The plan against child labour ended in 2023; no new plan has been published, and its budget line has disappeared.",
    "Interpreters for sign language are available in two hospitals, both of them in the capital, and only in the mornings.",
    "Seasonal workers are housed in containers without running water, and their papers are kept by the employer until the harvest is over.",
    "The commission that was to review evictions has met once, without minutes, and its members have not been named.",
    "Electricity is cut for six hours a day in the northern districts, so that vaccines cannot be kept cold there.",
    "We welcome the ratification of the Optional Protocol and ask when its text will be available in the languages spoken in the country.",
]
STRONG = ["has not been carried out", "without further delay", "no remedy at all", "a step backwards"]
EMPHASIS = ["de jure", "pro forma", "ex officio", "prima facie"]
CHAPTERS = ["Who we are and how we worked", "What became of the recommendations", "Housing and water", "Education",
            "Work and social security", "Health", "What we ask for"]
SECTIONS = ["The law", "What we saw", "Who is left out"]
NOTES = ["E/C.12/MEX/CO/{a}, para. {b}.", "Interview with a tenant in the second district, {b} April 2025.",
         "National Office of Statistics, Yearbook 2024, table {a}.", "A/HRC/{a}/{b}, paras. {b} and {c}."]
ADDRESSES = ["https://www.ohchr.org/en/treaty-bodies/cescr", "https://www.un.org/en/about-us/universal-declaration-of-human-rights"]
HEAD = ["District", "Requests", "Granted", "Refused"]


def report(paragraphs, organization):
    """The report as blocks: ("heading", level, text), ("paragraph", pieces), ("list", texts), ("table", caption, rows)."""
    chance = random.Random(paragraphs)
    blocks, tables, section = [], 0, 0
    for number in range(paragraphs):
        if number % 15 == 0:
            blocks.append(("heading", 1, CHAPTERS[number // 15 % len(CHAPTERS)]))
        if number % 5 == 0:
            blocks.append(("heading", 2, SECTIONS[section % len(SECTIONS)]))
            section += 1
        first, *rest = chance.sample(SENTENCES, 5)
        pieces = [("text", first + " In our view this is "), ("strong", chance.choice(STRONG)), ("text", ", "),
                  ("emphasis", chance.choice(EMPHASIS)), ("text", ". " + " ".join(rest))]
        if number % 4 == 0:
            pieces += [("text", " More is said in the "), ("link", "documents of the review", chance.choice(ADDRESSES)), ("text", ".")]
        if number % 3 == 0:
            a, b, c = chance.randint(2, 40), chance.randint(2, 28), chance.randint(30, 90)
            pieces.append(("note", chance.choice(NOTES).format(a=a, b=b, c=c)))
        blocks.append(("paragraph", pieces))
        if number % 5 == 4:
            blocks.append(("list", chance.sample(SENTENCES, 3)))
        if number % 10 == 5:
            tables += 1
            rows = [[f"District {chance.randint(1, 40)}"] + [str(chance.randint(2, 900)) for _ in range(3)] for _ in range(4)]
            blocks.append(("table", "Requests for a place in public housing", rows))
    return {"title": f"Parallel report of {organization}", "organization": organization, "blocks": blocks}


def markdown(pieces, note):
    text = ""
    for kind, words, *more in pieces:
        text += {"text": "{0}", "strong": "**{0}**", "emphasis": "*{0}*", "link": "[{0}]({1})", "note": "{0}"}[kind].format(
            note(words) if kind == "note" else words, *more)
    return text


def rows_of(rows):
    return ["| " + " | ".join(row) + " |" for row in rows]


def markdown_blocks(blocks, pandoc):
    """The body as Markdown; pandoc's numbers of paragraphs and captions are written its own way."""
    lines, notes, items = [], [], 0

    def note(words):
        notes.append(words)
        return f"[^{len(notes)}]"

    for kind, *rest in blocks:
        if kind == "heading":
            lines += ["#" * rest[0] + " " + rest[1], ""]
        elif kind == "paragraph":
            lines += [("(@) " if pandoc else "") + markdown(rest[0], note), ""]
        elif kind == "list":
            indent = "    " if pandoc else ""
            for letter, text in zip("abc", rest[0]):
                lines += [f"{indent}({letter}) {text}", ""]
        else:
            caption = ": " if pandoc else "Table: "
            table = rows_of([HEAD]) + ["|---|--:|--:|--:|"] + rows_of(rest[1])
            lines += table + ["", ": " + rest[0], ""] if pandoc else [caption + rest[0], ""] + table + [""]
    for number, words in enumerate(notes, 1):
        lines += [f"[^{number}]: {words}", ""]
    return lines


def to_yaml(report):
    lines = ["submitted_to: generic", "state: MEX", "language: en", f'title: "{report["title"]}"', "submitted_by:",
             f'  - name: "{report["organization"]}"', "    profile: We work for the right to housing.", "body: |"]
    lines += [("  " + line).rstrip() for line in markdown_blocks(report["blocks"], pandoc=False)]
    return "\n".join(lines).rstrip() + "\n"


def to_pandoc(report):
    head = ["---", f'title: "{report["title"]}"', "lang: en", "---", ""]
    return "\n".join(head + markdown_blocks(report["blocks"], pandoc=True))


TYPST = """#set document(title: "{title}", author: "{organization}")
#set page(paper: "a4", margin: 25mm, numbering: "1")
#set text(lang: "en", size: 11pt)
#set par(justify: true)
#set heading(numbering: "I.A.")
#let number = counter("paragraph")
#let paragraph(body) = block(spacing: 1em, {{ number.step(); box(width: 12mm, context number.display("1.")); body }})
#let item(letter, body) = pad(left: 12mm, [(#letter) #body])
#align(center, text(16pt, strong[{title}]))
#outline(depth: 2)
"""


def escaped(text):
    for sign in "\\#*_$@<>[]`~":
        text = text.replace(sign, "\\" + sign)
    return text.replace("//", "\\/\\/")


def to_typst(report):
    def pieces(all_pieces):
        forms = {"text": "{0}", "strong": "#strong[{0}]", "emphasis": "#emph[{0}]", "note": "#footnote[{0}]"}
        text = ""
        for kind, words, *more in all_pieces:
            text += f'#link("{more[0]}")[{escaped(words)}]' if kind == "link" else forms[kind].format(escaped(words))
        return text

    lines = [TYPST.format(**report)]
    for kind, *rest in report["blocks"]:
        if kind == "heading":
            lines.append("=" * rest[0] + " " + escaped(rest[1]) + "\n")
        elif kind == "paragraph":
            lines.append(f"#paragraph[{pieces(rest[0])}]\n")
        elif kind == "list":
            lines += [f"#item[{letter}][{escaped(text)}]" for letter, text in zip("abc", rest[0])] + [""]
        else:
            cells = lambda row: ", ".join(f"[{escaped(cell)}]" for cell in row)
            body = ", ".join(cells(row) for row in rest[1])
            lines.append(f"#figure(table(columns: (2fr, 1fr, 1fr, 1fr), table.header({cells(HEAD)}), {body}), "
                         f"caption: [{escaped(rest[0])}])\n")
    return "\n".join(lines)


def write(base, made):
    for ending, form in (("yaml", to_yaml), ("md", to_pandoc), ("typ", to_typst)):
        base.with_suffix("." + ending).write_text(form(made), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("paragraphs", type=int)
    parser.add_argument("--copies", type=int, default=0)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    if not options.copies:
        write(options.folder / f"r{options.paragraphs}", report(options.paragraphs, "Example Housing Network"))
        return
    batch = options.folder / "batch"
    batch.mkdir(exist_ok=True)
    for copy in range(options.copies):
        write(batch / f"b{copy:04}", report(options.paragraphs, f"Example Housing Network {copy + 1}"))


if __name__ == "__main__":
    main()
