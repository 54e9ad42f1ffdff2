#!/usr/bin/env python3
"""Edits Word files as a colleague would, and sees LibreOffice renumber them.

usage: edit.py FILE.docx...

Three things are asked of each file:
1. A numbered paragraph put among the others moves the number of each paragraph after it in the same count by one; after
   an update of all fields the references to these paragraphs say the new numbers.
2. Opened and saved again as DOCX, the file keeps its words, its numbers and its notes, for LibreOffice and for python-docx.
3. The number of pages that LibreOffice makes is printed beside that of the PDF of the same name.
"""
import copy, os, re, shutil, signal, subprocess, sys, tempfile, zipfile
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NEW = "A paragraph that somebody added in Word."


class Office:
    """A LibreOffice that is spoken to through UNO by the system's Python: a script on standard input, lines back."""

    SCRIPT = r"""
import os, sys, time, uno
from com.sun.star.beans import PropertyValue
def value(name, what):
    property = PropertyValue(); property.Name, property.Value = name, what
    return property
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
for attempt in range(240):
    try:
        context = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % sys.argv[1]); break
    except Exception:
        time.sleep(0.25)
desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
for path in sys.argv[2:]:
    update = path.startswith("update:")
    path = path.removeprefix("update:")
    document = desktop.loadComponentFromURL("file://" + path, "_blank", 0, (value("Hidden", True),))
    if update:
        document.TextFields.refresh()
        for index in range(document.DocumentIndexes.Count):
            document.DocumentIndexes.getByIndex(index).update()
    out = path[:-5]
    document.storeToURL("file://" + out + ".pdf", (value("FilterName", "writer_pdf_Export"),))
    document.storeToURL("file://" + out + ".again.docx", (value("FilterName", "MS Word 2007 XML"),))
    with open(out + ".lines", "w", encoding="utf-8") as lines:
        def write(text):
            paragraphs = text.createEnumeration()
            while paragraphs.hasMoreElements():
                paragraph = paragraphs.nextElement()
                if paragraph.supportsService("com.sun.star.text.TextTable"):
                    for name in paragraph.CellNames:
                        write(paragraph.getCellByName(name).Text)
                else:
                    label = paragraph.ListLabelString if paragraph.NumberingIsNumber else ""
                    words = "".join(portion for portion in portions(paragraph))
                    lines.write(label + "\t" + words.replace("\n", " ").replace("\t", " ") + "\n")
        def portions(paragraph):
            runs = paragraph.createEnumeration()
            while runs.hasMoreElements():
                run = runs.nextElement()
                if run.TextPortionType == "TextField":
                    yield run.TextField.getPresentation(False)
                elif run.TextPortionType == "Text":
                    yield run.String
        write(document.Text)
    document.close(True)
os._exit(0)
"""

    def run(self, paths, folder):
        pipe = f"assemble{os.getpid()}"
        office = subprocess.Popen(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
                                   f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                  start_new_session=True)
        try:
            subprocess.run(["/usr/bin/python3", "-c", self.SCRIPT, pipe, *paths], check=True, timeout=1800)
        finally:
            # The office is a shell script and its children: they share a group of their own.
            os.killpg(office.pid, signal.SIGKILL)
            office.wait()


def lines(path):
    """Number and words of each paragraph, as LibreOffice shows them."""
    with open(path, encoding="utf-8") as file:
        return [tuple(re.sub(r"\s+", " ", part).strip() for part in line.rstrip("\n").split("\t", 1)) for line in file]


def inserted(source, target):
    """Copies the file with a numbered paragraph put before one of the others; gives the other's words."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        words = None
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                tree = etree.fromstring(content)
                style = lambda paragraph: paragraph.find(f"{W}pPr/{W}pStyle")
                numbered = [p for p in tree.iter(W + "p") if style(p) is not None
                            and style(p).get(W + "val") == "NumberedParagraph" and p.find(f"{W}pPr/{W}numPr") is None]
                if len(numbered) > 1:
                    # The first one that is referred to, so that references must follow; else the middle one.
                    asked = {text.split()[1] for text in tree.itertext(W + "instrText") if text.split()[:1] == ["REF"]}
                    pointed = [p for p in numbered if any(mark.get(W + "name") in asked for mark in p.iter(W + "bookmarkStart"))]
                    middle = (pointed or [numbered[len(numbered) // 2]])[0]
                    words = "".join(middle.itertext(W + "t"))
                    added = etree.Element(W + "p")
                    added.append(copy.deepcopy(middle.find(W + "pPr")))
                    run = etree.SubElement(added, W + "r")
                    etree.SubElement(run, W + "t").text = NEW
                    middle.addprevious(added)
                content = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(name, content)
    return words


def referred(path, first):
    """The bookmarks on numbered paragraphs from the paragraph `first` on, by REF field: how many fields point behind it."""
    tree = etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    behind, started = set(), False
    for paragraph in tree.iter(W + "p"):
        started = started or "".join(paragraph.itertext(W + "t")) == first
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if started and style is not None and style.get(W + "val") == "NumberedParagraph" and paragraph.find(f"{W}pPr/{W}numPr") is None:
            behind.update(mark.get(W + "name") for mark in paragraph.iter(W + "bookmarkStart"))
    fields = [text.split() for text in tree.itertext(W + "instrText")]
    return sum(1 for field in fields if field[:1] == ["REF"] and "\\n" in field and field[1] in behind)


def numbers(label):
    """The number of a paragraph: `3.`, in Arabic `3-`."""
    return int(label[:-1]) if re.fullmatch(r"\d+[.-]", label) else None


def check_insertion(before, after, words, references):
    """What is wrong with the numbers after the insertion."""
    faults = []
    added = next((at for at, (_, text) in enumerate(after) if text == NEW), None)
    if added is None:
        return ["the added paragraph is not there"]
    # Nothing but this one paragraph is new, so what it stands before had its place.
    at = added
    if not before[at][1].startswith(words[:40]):
        return [f"after an update of the contents, the added paragraph stands before {before[at][1][:40]!r}"]
    changed = 0
    counting = numbers(before[at][0])
    if after[added][0] != before[at][0]:
        faults.append(f"the added paragraph has the number {after[added][0]!r}, not {before[at][0]!r}")
    moved_references = 0
    for (old, old_text), (new, new_text) in zip(before[at:], after[added + 1:]):
        if numbers(old) is not None and counting is not None and numbers(old) == counting:
            counting += 1
            changed += 1
            if numbers(new) != numbers(old) + 1:
                faults.append(f"{old} became {new}: {new_text[:40]!r}")
        elif old != new:
            faults.append(f"{old} became {new} though it is counted by itself: {new_text[:40]!r}")
    for (_, old_text), (_, new_text) in zip(before, [line for line in after if line[1] != NEW]):
        if old_text != new_text:
            old_numbers, new_numbers = re.findall(r"\d+", old_text), re.findall(r"\d+", new_text)
            moved_references += sum(int(n) == int(o) + 1 for o, n in zip(old_numbers, new_numbers) if o != n)
    if moved_references < references:
        faults.append(f"{references} references point behind the added paragraph, {moved_references} followed")
    if not changed:
        faults.append("no number moved")
    return faults, changed, moved_references


def check_again(path, again, office_lines):
    """What a round trip lost: words as python-docx reads them, and numbers as LibreOffice shows them."""
    import docx
    def words(file):
        """All `w:t`, in links and fields too."""
        return re.sub(r"\s+", "", "".join(text.text or "" for text in docx.Document(file).element.body.iter(W + "t")))
    faults = []
    if words(path) != words(again):
        old, new = words(path), words(again)
        at = next((at for at, pair in enumerate(zip(old, new)) if pair[0] != pair[1]), min(len(old), len(new)))
        faults.append(f"words differ after LibreOffice saved the file: {old[at - 20:at + 30]!r} became {new[at - 20:at + 30]!r}")
    notes = lambda file: len(re.findall(rb"<w:footnoteReference ", zipfile.ZipFile(file).read("word/document.xml")))
    if notes(path) != notes(again):
        faults.append(f"{notes(path)} notes became {notes(again)}")
    return faults


def pages(pdf):
    run = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True)
    return int(re.search(r"^Pages:\s+(\d+)", run.stdout, re.M).group(1))


def main():
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        work, jobs = [], []
        for number, path in enumerate(sys.argv[1:]):
            plain, edited = (os.path.join(folder, f"{number}{kind}.docx") for kind in ("plain", "edited"))
            shutil.copy(path, plain)
            words = inserted(path, edited)
            jobs += [plain, f"update:{edited}"]
            work.append((path, plain, edited, words))
        office = Office()
        office.run(jobs, folder)
        again = [(plain[:-5] + ".again.docx") for _, plain, _, _ in work]
        office.run(again, folder)
        for (path, plain, edited, words), second in zip(work, again):
            before, after, twice = (lines(file[:-5] + ".lines") for file in (plain, edited, second))
            faults = check_again(path, second, before)
            if before != twice:
                at = next(at for at, pair in enumerate(zip(before, twice)) if pair[0] != pair[1])
                faults.append(f"line {at} was {before[at]} and is {twice[at]} after saving")
            said = "one numbered paragraph or none"
            if words is not None:
                found = check_insertion(before, after, re.sub(r"\s+", " ", words).strip(), referred(path, words))
                if isinstance(found, list):
                    faults += found
                else:
                    faults += found[0]
                    said = f"{found[1]} numbers and {found[2]} references followed"
            pdf = path[:-5] + ".pdf"
            ours = pages(pdf) if os.path.exists(pdf) else "?"
            verdict = "FAIL" if faults else "ok"
            failed += bool(faults)
            print(f"{verdict:4} {os.path.basename(path)}: {said}; pages: PDF {ours}, LibreOffice {pages(plain[:-5] + '.pdf')}")
            for fault in faults[:8]:
                print("     " + fault)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
