#!/usr/bin/env python3
"""Compares our count of words with LibreOffice's count of the Word files we made, and says where they differ and why.

usage: word_count.py FOLDER                    (each FILE.docx in it that has a FILE.count.json)
       word_count.py FILE.docx COUNT.json      (COUNT.json from `assemble count --format json`)

LibreOffice also counts headers, footers and automatic numbers, and miscounts the other words of a paragraph that holds
places where a line may end (U+200B, in long addresses), so these are taken out of a copy first. What may differ then is written in docs/word-count.md: dashes, no-break spaces, direction marks and raised figures divide words there, and the
numbers and page numbers in a table of contents are words. A difference beyond these is a fault.
"""
import glob, json, os, re, subprocess, sys, tempfile, zipfile


# The mark of a note whose run follows a Chinese character or full-width sign.
MARK_AFTER_CHINESE = re.compile(
    r"[\u2e80-\u9fff\uff01-\uff9f]</w:t></w:r><w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:footnoteReference"
)


def bare_copy(source, target):
    """Copies the file without headers, footers and automatic numbers; gives its text, its page number fields, and the
    marks of notes after Chinese characters."""
    text, fields, marks = "", 0, 0
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name in ("word/document.xml", "word/styles.xml", "word/footnotes.xml"):
                xml = data.decode("utf-8").replace("\u200b", "")
                if name != "word/styles.xml":
                    fields += len(re.findall(r"PAGEREF ", xml))
                    marks += len(MARK_AFTER_CHINESE.findall(xml))
                    text += re.sub(r"<[^>]+>", "", re.sub(r"</w:p>|<w:br/>|<w:tab/>", "\n", xml))
                xml = re.sub(r"<w:(header|footer)Reference[^>]*/>", "", xml)
                data = re.sub(r"<w:numPr>.*?</w:numPr>", "", xml, flags=re.S).encode("utf-8")
            new.writestr(name, data)
    return text, fields, marks


def libreoffice_count(path, folder):
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "odt",
               "--outdir", folder, path]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    with zipfile.ZipFile(os.path.splitext(path)[0] + ".odt") as odt:
        return int(re.search(r'meta:word-count="(\d+)"', odt.read("meta.xml").decode("utf-8")).group(1))


def differences(text, fields, marks):
    """What LibreOffice counts otherwise: the reason, how often, and by how many words at least and at most."""
    found = [
        ("dashes that stand alone", len(re.findall(r"(?<!\S)[–—](?!\S)", text)), -1, 0),
        ("dashes inside words", len(re.findall(r"(?<=\S)[–—](?=\S)", text)), 0, 1),
        ("no-break spaces", len(re.findall(r"[\u00a0\u202f]", text)), 0, 1),
        ("raised or lowered figures", len(re.findall(r"[\u00b2\u00b3\u00b9\u2070-\u209f]", text)), 0, 2),
        ("direction marks", len(re.findall(r"[\u200e\u200f\u202a-\u202e]", text)), 0, 1),
        ("lines of the contents", fields, 0, 2),
        ("marks of notes after Chinese characters", marks, 0, 3),
    ]
    return [row for row in found if row[1]]


def differs(docx, count, folder):
    """Says how the two counts compare; true if they differ more than is explained."""
    with open(count, encoding="utf-8") as file:
        ours = sum(row["words"] for row in json.load(file)["rows"])
    path = os.path.join(folder, "bare.docx")
    reasons = differences(*bare_copy(docx, path))
    theirs = libreoffice_count(path, folder)
    lowest = ours + sum(number * least for _, number, least, _ in reasons)
    highest = ours + sum(number * most for _, number, _, most in reasons)
    fault = not lowest <= theirs <= highest
    why = "" if ours == theirs else ": " + (", ".join(f"{number} {reason}" for reason, number, _, _ in reasons) or "no reason")
    print(f"{'DIFFER' if fault else 'agree '} {os.path.basename(docx)}: ours {ours}, LibreOffice {theirs}{why}")
    return fault


def pairs(arguments):
    if len(arguments) == 2:
        return [tuple(arguments)]
    counts = sorted(glob.glob(arguments[0] + "/*.count.json"))
    return [(count[: -len("count.json")] + "docx", count) for count in counts]


def main():
    compared = pairs(sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        faults = [differs(docx, count, folder) for docx, count in compared]
    print(f"{len(faults)} counts of words compared, {sum(faults)} differ")
    return not faults or any(faults)


if __name__ == "__main__":
    sys.exit(main())
