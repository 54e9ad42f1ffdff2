#!/usr/bin/env python3
"""Compares each PDF, as poppler reads its tags, with the Word file of the same name: numbers, words, notes and order.
What mupdf reads without the tags must hold the same words, letters and marks in logical order; and so must each Arabic
word as poppler reads it without the tags, where it sorts letters and marks by place.

usage: agree.py FOLDER
"""
import glob, os, re, subprocess, sys, zipfile
from collections import Counter
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def letters(number, first):
    return chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1)


def roman(number):
    text = ""
    for value, sign in [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]:
        while number >= value:
            text, number = text + sign, number - value
    return text


FORMATS = {
    "decimal": str,
    "lowerLetter": lambda n: letters(n, "a"),
    "upperLetter": lambda n: letters(n, "A"),
    "lowerRoman": roman,
    "upperRoman": lambda n: roman(n).upper(),
    "arabicAlpha": lambda n: "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"[n - 1],
    "arabicAbjad": lambda n: "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"[n - 1],
}


class Word:
    """A Word file whose lists are counted as Word counts them."""

    def __init__(self, path):
        package = zipfile.ZipFile(path)
        part = lambda name: etree.fromstring(package.read("word/" + name))
        self.document, numbering = part("document.xml"), part("numbering.xml")
        self.footnotes = part("footnotes.xml") if "word/footnotes.xml" in package.namelist() else None
        self.styles = {style.get(W + "styleId"): style for style in part("styles.xml").iter(W + "style")}
        value = lambda element, name, default=None: element.find(W + name).get(W + "val") if element.find(W + name) is not None else default
        self.value = value
        self.lists = {}
        for definition in numbering.iter(W + "abstractNum"):
            levels = [(value(level, "numFmt", "decimal"), value(level, "lvlText", ""), int(value(level, "start", 0))) for level in definition.iter(W + "lvl")]
            self.lists[definition.get(W + "abstractNumId")] = levels
        self.nums = {}
        for num in numbering.iter(W + "num"):
            starts = {int(o.get(W + "ilvl")): int(value(o, "startOverride")) for o in num.iter(W + "lvlOverride") if o.find(W + "startOverride") is not None}
            self.nums[num.get(W + "numId")] = (value(num, "abstractNumId"), starts)
        self.counters, self.begun, self.notes = {}, set(), 0

    def number(self, paragraph):
        properties, num, level = paragraph.find(W + "pPr"), None, None
        style = self.value(properties, "pStyle") if properties is not None else None
        while True:
            found = properties.find(W + "numPr") if properties is not None else None
            if found is not None:
                num = num or self.value(found, "numId")
                level = level if level is not None else self.value(found, "ilvl")
            if style is None or style not in self.styles:
                break
            properties, style = self.styles[style].find(W + "pPr"), self.value(self.styles[style], "basedOn")
        if num in (None, "0"):
            return ""
        level, (of, starts) = int(level or 0), self.nums[num]
        levels = self.lists[of]
        counters = self.counters.setdefault(of, [start - 1 for _, _, start in levels])
        if num not in self.begun:
            self.begun.add(num)
            for at, start in starts.items():
                counters[at] = start - 1
        counters[level] += 1
        for deeper in range(level + 1, len(levels)):
            counters[deeper] = levels[deeper][2] - 1
        return re.sub(r"%(\d)", lambda m: FORMATS[levels[int(m[1]) - 1][0]](counters[int(m[1]) - 1]), levels[level][1])

    def words(self, paragraph):
        """The words of a paragraph, and the numbers of the notes marked in it."""
        text, notes = "", []
        for element in paragraph.iter():
            if element.tag == W + "t":
                text += element.text or ""
            elif element.tag == W + "br":
                text += " "
            elif element.tag == W + "noBreakHyphen":
                text += "\u2011"
            elif element.tag == W + "footnoteReference":
                self.notes += 1
                notes.append((self.notes, element.get(W + "id")))
                text += str(self.notes)
        return text, notes

    def note(self, identifier):
        note = next(note for note in self.footnotes.iter(W + "footnote") if note.get(W + "id") == identifier)
        return "".join(self.words(paragraph)[0] for paragraph in note.iter(W + "p"))

    def text(self):
        """All words in reading order; a note follows the paragraph, or the table, that marks it."""
        pieces = []
        for block in self.document.find(W + "body"):
            notes = []
            for paragraph in [block] if block.tag == W + "p" else block.iter(W + "p"):
                number = self.number(paragraph)
                words, marked = self.words(paragraph)
                pieces.append(number + words)
                notes += marked
            pieces += [str(number) + self.note(identifier) for number, identifier in notes]
        return pieces


def tagged_text(path):
    """The words of a PDF in the order of its tags; what is drawn inside a figure is told by its alternative text."""
    run = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, check=True)
    pieces, figure = [], None
    # Titles of headings beyond ASCII come as UTF-16; they are not compared.
    for line in run.stdout.decode("utf-8", "replace").split("\n"):
        indent = len(line) - len(line.lstrip())
        if figure is not None and indent <= figure:
            figure = None
        if figure is None and line.strip().startswith("Figure"):
            figure = indent
        found = re.match(r'\s+"(.*)"$', line)
        if found and figure is None:
            pieces.append(re.sub(r"^[ .]*\. \.[ .]*", "", found[1]))
    return pieces


def squeezed(pieces):
    """Without white space, signs that show nothing (soft hyphens, joiners, direction controls) and the dots of the contents."""
    return re.sub(r"[\s\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f]", "", "".join(pieces))


def drawn_text(path):
    """The words of a PDF in the order in which they are drawn, as mupdf reads them, which shows line-end hyphens as plain ones."""
    run = subprocess.run(["mutool", "draw", "-q", "-F", "text", path], capture_output=True, check=True)
    return squeezed([run.stdout.decode()]).replace("-", "")


def not_drawn(word, path):
    """The pieces of the Word file of which neither half stands in the PDF: a page end may cut a piece once."""
    drawn = drawn_text(path)
    halves = lambda piece: (piece[: len(piece) // 2], piece[len(piece) // 2 :])
    return [piece for piece in map(lambda piece: squeezed([piece]).replace("-", ""), word) if not any(half in drawn for half in halves(piece))]


def misread(pieces, path):
    """The Arabic words of the Word file that poppler does not read in the PDF without its tags, marks in order."""
    words = lambda text: Counter(re.findall(r"[\u0620-\u065f\u0670-\u06d3]+", text))
    run = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    return sorted(words("\n".join(pieces)) - words(run.stdout.decode()))


def main():
    passed = failed = 0
    for pdf in sorted(glob.glob(os.path.join(sys.argv[1], "*.pdf"))):
        pieces = Word(pdf[:-3] + "docx").text()
        word, tags = squeezed(pieces), squeezed(tagged_text(pdf))
        for reader, lost in [("mupdf", not_drawn(pieces, pdf)), ("poppler, by place,", misread(pieces, pdf))]:
            if lost:
                failed += 1
                print(f"LOST     {pdf}: {reader} does not read {lost[0][:80]!r}")
        if word == tags:
            passed += 1
            print(f"agree    {pdf}: {len(word)} characters")
            continue
        failed += 1
        at = next((i for i, (a, b) in enumerate(zip(word, tags)) if a != b), min(len(word), len(tags)))
        print(f"DIFFER   {pdf} at character {at}:\n  Word {word[max(0, at - 40):at + 60]!r}\n  PDF  {tags[max(0, at - 40):at + 60]!r}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
