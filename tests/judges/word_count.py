#!/usr/bin/env python3
"""Compares our count of words with LibreOffice's count of the Word file we made.

usage: word_count.py FILE.docx COUNT.json      (COUNT.json from `assemble count --format json`)

LibreOffice also counts headers, footers and automatic numbers, so they are taken out of a copy first. What may differ
then is written in docs/word-count.md: dashes, no-break spaces and raised or lowered figures divide words there, and the
numbers and page numbers in a table of contents are words. A difference beyond these is a fault.
"""
import json, os, re, subprocess, sys, tempfile, zipfile


def bare_copy(source, target):
    """Copies the file without headers, footers and automatic numbers; gives its text and its page number fields."""
    text, fields = "", 0
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name in ("word/document.xml", "word/styles.xml", "word/footnotes.xml"):
                xml = data.decode("utf-8")
                if name != "word/styles.xml":
                    fields += len(re.findall(r"PAGEREF ", xml))
                    text += re.sub(r"<[^>]+>", "", re.sub(r"</w:p>|<w:br/>|<w:tab/>", "\n", xml))
                xml = re.sub(r"<w:(header|footer)Reference[^>]*/>", "", xml)
                data = re.sub(r"<w:numPr>.*?</w:numPr>", "", xml, flags=re.S).encode("utf-8")
            new.writestr(name, data)
    return text, fields


def libreoffice_count(path, folder):
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "odt",
               "--outdir", folder, path]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    with zipfile.ZipFile(os.path.splitext(path)[0] + ".odt") as odt:
        return int(re.search(r'meta:word-count="(\d+)"', odt.read("meta.xml").decode("utf-8")).group(1))


def main():
    docx, count = sys.argv[1:3]
    with open(count, encoding="utf-8") as file:
        ours = sum(row["words"] for row in json.load(file)["rows"])
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "bare.docx")
        text, fields = bare_copy(docx, path)
        theirs = libreoffice_count(path, folder)
    lone = len(re.findall(r"(?<!\S)[–—](?!\S)", text))
    binding = len(re.findall(r"(?<=\S)[–—](?=\S)", text)) + len(re.findall(r"[\u00a0\u202f]", text))
    raised = len(re.findall(r"[\u00b2\u00b3\u00b9\u2070-\u209f]", text))
    lowest, highest = ours - lone, ours + binding + 2 * raised + 2 * fields
    verdict = "agree" if lowest <= theirs <= highest else "DIFFER"
    print(f"{docx}: ours {ours}, LibreOffice {theirs}, explained {lowest} to {highest}: {verdict}")
    return verdict != "agree"


if __name__ == "__main__":
    sys.exit(main())
