#!/usr/bin/env python3
"""Measures what Typst's compiler, kept in memory as `typst watch` keeps it, takes from a letter to the new pages.

usage: watch.py FOLDER [SIZES...]      (8 60 600; FOLDER gets the reports; needs Typst's Python package)

Prints a line for each size: the middle of eleven letters in a paragraph, as a PDF and as drawings (SVG). What the page of
this program takes is measured by `page/tests/file.mjs`.
"""
import pathlib
import statistics
import sys
import time

import report
import typst

LETTERS = "abcdefghijk"


def times(source, kind, out):
    text = source.read_text(encoding="utf-8")
    place = text.index("In our view this is") + len("In our view this is")
    compiler = typst.Compiler(str(source), ignore_system_fonts=True)
    compiler.compile(output=out, format=kind)
    taken = []
    for count in range(1, len(LETTERS) + 1):
        source.write_text(text[:place] + LETTERS[:count] + text[place:], encoding="utf-8")
        began = time.perf_counter()
        compiler.compile(output=out, format=kind)
        taken.append((time.perf_counter() - began) * 1000)
    source.write_text(text, encoding="utf-8")
    return statistics.median(taken)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    print("| paragraphs | PDF | SVG |\n| ---: | ---: | ---: |")
    for size in map(int, sys.argv[2:] or ["8", "60", "600"]):
        report.write(folder / f"r{size}", report.report(size, "Example Housing Network"))
        source = folder / f"r{size}.typ"
        pdf = times(source, "pdf", str(folder / "out.pdf"))
        svg = times(source, "svg", str(folder / "out-{p}.svg"))
        print(f"| {size} | {pdf:.0f} ms | {svg:.0f} ms |")


if __name__ == "__main__":
    main()
