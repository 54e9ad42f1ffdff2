#!/usr/bin/env python3
"""Edits Word files as a colleague would, and sees LibreOffice renumber them.

usage: edit.py FILE.docx...

Three things are asked of each file:
1. A numbered paragraph, a heading, a note and an annex are put among the others, each into a copy of its own: what comes
   after in the same count moves by one, and after an update of all fields the references to it say the new numbers.
2. Opened and saved again as DOCX, the file keeps its words, its numbers and its notes, for LibreOffice and for python-docx.
3. The number of pages that LibreOffice makes is printed beside that of the PDF of the same name.
"""
import copy, os, re, shutil, signal, subprocess, sys, tempfile, zipfile
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NEW = "A paragraph that somebody added in Word."


class Office:
    """A LibreOffice that is spoken to through UNO by the system's Python. What it does with the files is `WORK`."""

    START = r"""
import json, os, sys, time, uno
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
def opened(path):
    return desktop.loadComponentFromURL("file://" + path, "_blank", 0, (value("Hidden", True),))
def save(document, path):
    document.storeToURL("file://" + path, (value("FilterName", "MS Word 2007 XML"),))
def paragraphs(text):
    found = text.createEnumeration()
    while found.hasMoreElements():
        paragraph = found.nextElement()
        if paragraph.supportsService("com.sun.star.text.TextTable"):
            for name in paragraph.CellNames:
                yield from paragraphs(paragraph.getCellByName(name).Text)
        else:
            yield paragraph
"""

    WORK = r"""
for path in sys.argv[2:]:
    update = path.startswith("update:")
    path = path.removeprefix("update:")
    document = opened(path)
    if update:
        document.TextFields.refresh()
        for index in range(document.DocumentIndexes.Count):
            document.DocumentIndexes.getByIndex(index).update()
    out = path[:-5]
    if not update:
        document.storeToURL("file://" + out + ".pdf", (value("FilterName", "writer_pdf_Export"),))
        save(document, out + ".again.docx")
    with open(out + ".lines", "w", encoding="utf-8") as lines:
        def portions(paragraph):
            runs = paragraph.createEnumeration()
            while runs.hasMoreElements():
                run = runs.nextElement()
                if run.TextPortionType == "TextField":
                    yield run.TextField.getPresentation(False)
                elif run.TextPortionType in ("Text", "Footnote"):
                    yield run.String
        for paragraph in paragraphs(document.Text):
            label = paragraph.ListLabelString if paragraph.NumberingIsNumber else ""
            words = "".join(portion for portion in portions(paragraph))
            lines.write("\t".join([label, words.replace("\n", " ").replace("\t", " "), paragraph.ParaStyleName]) + "\n")
    document.close(True)
os._exit(0)
"""

    def run(self, paths, folder):
        pipe = f"assemble{os.getpid()}"
        office = subprocess.Popen(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
                                   f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                  start_new_session=True)
        try:
            subprocess.run(["/usr/bin/python3", "-c", self.START + self.WORK, pipe, *paths], check=True, timeout=1800)
        finally:
            # The office is a shell script and its children: they share a group of their own.
            os.killpg(office.pid, signal.SIGKILL)
            office.wait()


class Line:
    """A paragraph as LibreOffice shows it: its number, its words, its style."""

    def __init__(self, line):
        self.number, self.text, self.style = (re.sub(r"\s+", " ", part).strip() for part in line.rstrip("\n").split("\t"))

    def __eq__(self, other):
        return (self.number, self.text) == (other.number, other.text)

    def __repr__(self):
        return f"{self.number} {self.text[:40]}".strip()


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [Line(line) for line in file]


class Kind:
    """Something that is counted: what it is called, the style of what is put in, and which paragraphs are counted with it."""

    def __init__(self, name, style):
        self.name, self.style = name, style

    def counted(self, paragraph):
        """A paragraph with this style (or one that varies it) whose number comes from there, or one with a note."""
        if self.name == "note":
            return paragraph.find(f".//{W}footnoteReference") is not None
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is None or style.get(W + "val") not in (self.style, self.style + "LeadIn") or paragraph.find(f"{W}pPr/{W}numPr") is not None:
            return False
        return self.name != "annex" or any(text.split()[:1] == ["SEQ"] for text in paragraph.itertext(W + "instrText"))

    def addition(self, model):
        """What somebody adds: the model's properties, for an annex its counted label too, for a note a mark."""
        added = etree.Element(W + "p")
        if self.name == "note":
            etree.SubElement(etree.SubElement(added, W + "pPr"), W + "pStyle").set(W + "val", "BodyText")
        else:
            added.append(copy.deepcopy(model.find(W + "pPr")))
        if self.name == "annex":
            for run in model.iter(W + "r"):
                added.append(copy.deepcopy(run))
                if run.find(f"{W}fldChar[@{W}fldCharType='end']") is not None:
                    break
        text = etree.SubElement(etree.SubElement(added, W + "r"), W + "t")
        text.text = NEW if self.name != "annex" else ". " + NEW
        if self.name == "note":
            etree.SubElement(etree.SubElement(added, W + "r"), W + "footnoteReference").set(W + "id", "9000")
        return added


KINDS = [Kind("paragraph", "NumberedParagraph"), Kind("heading", "Heading1"), Kind("annex", "AnnexHeading"), Kind("note", None)]


class Insertion:
    """A copy of a file with one thing put in, and what must follow from it."""

    def __init__(self, source, target, kind):
        self.kind, self.path, self.possible = kind, target, False
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                content = old.read(name)
                if name == "word/document.xml":
                    tree = etree.fromstring(content)
                    self.insert(tree, "word/footnotes.xml" in old.namelist() and etree.fromstring(old.read("word/footnotes.xml")))
                    content = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
                if name == "word/footnotes.xml" and kind.name == "note":
                    notes = etree.fromstring(content)
                    note = copy.deepcopy(notes[-1])
                    note.set(W + "id", "9000")
                    notes.append(note)
                    content = etree.tostring(notes, xml_declaration=True, encoding="UTF-8", standalone=True)
                new.writestr(name, content)

    def insert(self, tree, notes):
        counted = [paragraph for paragraph in tree.iter(W + "p") if self.kind.counted(paragraph)]
        if len(counted) < 2 and self.kind.name != "note" or not counted:
            return
        self.possible = True
        fields = [text.split() for part in (tree, notes) if part is not False for text in part.itertext(W + "instrText")]
        asked = {field[1] for field in fields if field[:1] == ["REF"]}
        marks = lambda paragraph: {mark.get(W + "name") for mark in paragraph.iter(W + "bookmarkStart")}
        # Before the first one that is referred to, so that references must follow; else in the middle.
        pointed = [paragraph for paragraph in counted if marks(paragraph) & asked]
        model = counted[0] if self.kind.name == "note" else (pointed or [counted[len(counted) // 2]])[0]
        behind = set().union(*(marks(paragraph) for paragraph in counted[counted.index(model):]))
        inside = [text.split() for text in tree.itertext(W + "instrText")]
        self.references = 0 if self.kind.name == "note" else sum(1 for field in inside if field[:1] == ["REF"] and field[1] in behind)
        self.moving = len(list(tree.iter(W + "footnoteReference"))) if self.kind.name == "note" else len(counted) - counted.index(model)
        block = model
        while block.getparent().tag != W + "body":
            block = block.getparent()
        block.addprevious(self.kind.addition(model))

    def check(self, before):
        """What is wrong with the numbers after the insertion."""
        after = lines(self.path[:-5] + ".lines")
        added = [line for line in after if line.text.split(". ")[-1].startswith(NEW) or line.text.startswith(NEW)]
        added = [line for line in added if not line.style.startswith("Contents")]
        if len(added) != 1:
            return [f"the added {self.kind.name} is there {len(added)} times"]
        at = after.index(added[0])
        rest = [line for line in after if NEW not in line.text]
        before = [line for line in before if not line.style.startswith("Contents")]
        rest = [line for line in rest if not line.style.startswith("Contents")]
        if len(before) != len(rest):
            return [f"{len(before)} paragraphs became {len(rest)}"]
        faults = []
        # Words that changed: references and, for annexes and notes, the numbers themselves.
        words = lambda line: re.findall(r"\w+", line.text)
        changed = sum(old != new for was, now in zip(before, rest) for old, new in zip(words(was), words(now)))
        wanted = self.references + (self.moving if self.kind.name in ("annex", "note") else 0)
        if changed != wanted:
            faults.append(f"{wanted} numbers in the text must follow the added {self.kind.name}, {changed} did")
        # Numbers of lists: each takes that of the next in its count, and the last one a new number.
        moved = [(was, now) for was, now in zip(before, rest) if was.number != now.number]
        listed = self.moving if self.kind.name in ("paragraph", "heading") else 0
        if len(moved) != listed:
            faults.append(f"{listed} paragraphs come after the added {self.kind.name} in its count, {len(moved)} have a new number")
        if moved and added[0].number != moved[0][0].number:
            faults.append(f"the added {self.kind.name} has the number {added[0].number}, not {moved[0][0].number}")
        for (_, now), (next_was, _) in zip(moved, moved[1:]):
            if now.number != next_was.number:
                faults.append(f"{now} should have the number {next_was.number}")
        if not at:
            faults.append("nothing stands before what was added")
        return faults


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
            plain = os.path.join(folder, f"{number}plain.docx")
            shutil.copy(path, plain)
            edited = [Insertion(path, os.path.join(folder, f"{number}{kind.name}.docx"), kind) for kind in KINDS]
            edited = [insertion for insertion in edited if insertion.possible]
            jobs += [plain, *(f"update:{insertion.path}" for insertion in edited)]
            work.append((path, plain, edited))
        office = Office()
        office.run(jobs, folder)
        again = [(plain[:-5] + ".again.docx") for _, plain, _ in work]
        office.run(again, folder)
        for (path, plain, edited), second in zip(work, again):
            before, twice = (lines(file[:-5] + ".lines") for file in (plain, second))
            faults = check_again(path, second, before)
            if before != twice:
                at = next(at for at, pair in enumerate(zip(before, twice)) if pair[0] != pair[1])
                faults.append(f"line {at} was {before[at]} and is {twice[at]} after saving")
            for insertion in edited:
                faults += insertion.check(before)
            said = ", ".join(f"{insertion.kind.name}: {insertion.moving} and {insertion.references} references" for insertion in edited)
            pdf = path[:-5] + ".pdf"
            ours = pages(pdf) if os.path.exists(pdf) else "?"
            verdict = "FAIL" if faults else "ok"
            failed += bool(faults)
            print(f"{verdict:4} {os.path.basename(path)}: {said or 'nothing counted'}; pages: PDF {ours}, LibreOffice {pages(plain[:-5] + '.pdf')}")
            for fault in faults[:8]:
                print("     " + fault)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
