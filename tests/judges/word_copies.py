#!/usr/bin/env python3
"""Has the Word files judged that `assemble compare`, `clean` and `check --comments` write.

usage: word_copies.py ASSEMBLE REPORT.yaml...      (OOXML_VALIDATOR names the Open XML SDK's validator)

Of each report the Word file is made, and a second one with edits: words, a note, a cell, paragraphs put in, taken out and
moved. A third one has paragraphs more at its end, in a cell and in a note; it is compared both ways. Then:
1. The Open XML SDK finds no error in the comparison, the cleaned copies and the copy with comments that it does not find in
   the files they were made from.
2. With all changes accepted in LibreOffice the comparison says what the new file says, with all rejected what the old one says.
3. A comparison that is broken on purpose is found by both judges.
"""
import copy, json, os, re, shutil, subprocess, sys, tempfile, zipfile
from concurrent.futures import ThreadPoolExecutor
from lxml import etree
from edit import Office, W

TEXT, NOTES = "word/document.xml", "word/footnotes.xml"


class Reader(Office):
    """Writes the words of a file, with its tracked changes accepted or rejected, paragraph by paragraph, notes last."""

    WORK = r"""
dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
for job in json.load(open(sys.argv[2], encoding="utf-8")):
    document = opened(job["from"])
    if job["command"]:
        dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:" + job["command"], "", 0, ())
    texts = [document.Text] + [document.Footnotes.getByIndex(index) for index in range(document.Footnotes.Count)]
    # The contents are made anew, and are not compared.
    found = [paragraph.ListLabelString + "\t" + paragraph.String for text in texts for paragraph in paragraphs(text)
             if not paragraph.ParaStyleName.startswith(("Contents", "TOC"))]
    with open(job["to"], "w", encoding="utf-8") as file:
        json.dump({"lines": found, "changes": document.Redlines.createEnumeration().hasMoreElements()}, file)
    document.close(True)
os._exit(0)
"""


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return done


def rewritten(source, target, parts):
    """A copy of a Word file with other parts."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))


def words_of(paragraph):
    return "".join(text.text or "" for text in paragraph.iter(W + "t"))


def edit_words(text):
    """The middle word becomes another, and words are put in after the first."""
    words = (text.text or "").split(" ")
    if len(words) > 4:
        words[len(words) // 2] = "Zq"
        words.insert(1, "put in")
        text.text = " ".join(words)
    else:
        # Chinese has no spaces between words.
        middle = len(text.text) // 2
        text.text = text.text[:middle] + "房" + text.text[middle + 1:]


def plain(paragraph):
    """Whether a paragraph of the text is words alone, so that it can be copied and moved."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    # The first page is left as it is.
    title = style is None or style.get(W + "val").startswith("Title")
    only = all(child.tag in (W + "pPr", W + "r") for child in paragraph)
    signs = (W + "rPr", W + "t")
    inside = all(child.tag in signs for run in paragraph.iter(W + "r") for child in run)
    section = paragraph.find(f"{W}pPr/{W}sectPr") is not None
    return only and inside and not title and not section and len(words_of(paragraph)) > 8


def edited(source, target):
    """The file after somebody's edits; gives how many there are."""
    with zipfile.ZipFile(source) as file:
        tree = etree.fromstring(file.read(TEXT))
        notes = etree.fromstring(file.read(NOTES)) if NOTES in file.namelist() else None
    body = [child for child in tree.find(W + "body") if child.tag == W + "p" and plain(child)]
    if len(body) < 4:
        sys.exit(f"{source} has too few paragraphs to edit: {len(body)}")
    edits = 0
    for at in (0, 3):
        edit_words(max(body[at].iter(W + "t"), key=lambda text: len(text.text or "")))
        edits += 1
    added = copy.deepcopy(body[1])
    for text in added.iter(W + "t"):
        text.text = "Somebody put in a whole paragraph. "
    body[1].addnext(added)
    body[2].getparent().remove(body[2])
    edits += 2
    if len(body) > 5:
        body[3].addprevious(body[-1])
        edits += 1
    cell = next((text for cell in tree.iter(W + "tc") for text in cell.iter(W + "t") if len(text.text or "") > 3), None)
    if cell is not None:
        cell.text = cell.text[:-1] + "x"
        edits += 1
    note = next((text for text in notes.iter(W + "t") if len((text.text or "").split()) > 4), None) if notes is not None else None
    if note is not None:
        edit_words(note)
        edits += 1
    write = lambda part: etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True)
    parts = {TEXT: write(tree)}
    if note is not None:
        parts[NOTES] = write(notes)
    rewritten(source, target, parts)
    return edits


def lengthened(source, target):
    """The file with paragraphs more at its end and at the ends of a cell and of a note."""
    with zipfile.ZipFile(source) as file:
        tree = etree.fromstring(file.read(TEXT))
        notes = etree.fromstring(file.read(NOTES)) if NOTES in file.namelist() else None
    lasts = [tree.findall(f"{W}body/{W}p")[-1]]
    lasts += [cell[-1] for cell in tree.iter(W + "tc") if words_of(cell[-1])][:1]
    if notes is not None:
        lasts += [note[-1] for note in notes if words_of(note[-1])][:1]
    for last in lasts:
        for number in (2, 1):
            added = copy.deepcopy(last)
            for child in list(added):
                if child.tag != W + "pPr":
                    added.remove(child)
            run = etree.SubElement(added, W + "r")
            etree.SubElement(run, W + "t").text = f"Paragraph {number} was put in at the end."
            last.addnext(added)
    write = lambda part: etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True)
    rewritten(source, target, {TEXT: write(tree)} | ({NOTES: write(notes)} if notes is not None else {}))


def errors(path):
    """What the Open XML SDK finds, without the places of it."""
    done = subprocess.run([os.environ["OOXML_VALIDATOR"], path], capture_output=True, text=True)
    found = json.loads(done.stdout)["errors"]
    return [re.sub(r"\s+", " ", f'{one.get("id")} {one.get("description")}') for one in found]


def broken(comparison, target):
    """A comparison whose first new words are others, and whose first change has no number."""
    with zipfile.ZipFile(comparison) as file:
        text = file.read(TEXT).decode()
    text, words = re.subn(r"(<w:ins [^>]*>(?:(?!</w:ins>).)*?<w:t[^>]*>)[^<]+", r"\1Wrong", text, count=1, flags=re.S)
    text, order = re.subn(r'(<w:ins )w:id="\d+" ', r"\1", text, count=1)
    if words != 1 or order != 1:
        sys.exit(f"{comparison} has nothing to break")
    rewritten(comparison, target, {TEXT: text.encode()})


class Pair:
    """A report's Word file and the edited one, with all that is written from them."""

    def __init__(self, assemble, report, folder):
        self.name = os.path.splitext(os.path.basename(report))[0]
        path = lambda what: os.path.join(folder, f"{self.name}.{what}.docx")
        run(assemble, report, "--quiet", "--draft", "--out-dir", folder)
        self.old, self.new = os.path.join(folder, self.name + ".docx"), path("new")
        self.edits = edited(self.old, self.new)
        self.comparison, clean, back, notes = path("changes"), path("accepted"), path("rejected"), path("comments")
        # One of the two may be the report itself.
        run(assemble, "compare", report, self.new, "--out", self.comparison)
        run(assemble, "clean", self.comparison, "--changes", "accept", "--out", clean)
        run(assemble, "clean", self.comparison, "--changes", "reject", "--out", back)
        run(assemble, "check", self.new, "--to", "upr", "--comments", notes)
        # What is put in at the ends one way is taken out the other way.
        self.longer = path("longer")
        lengthened(self.old, self.longer)
        put_in, taken_out = path("put-in"), path("taken-out")
        run(assemble, "compare", self.old, self.longer, "--out", put_in)
        run(assemble, "compare", self.longer, self.old, "--out", taken_out)
        self.copies = [self.comparison, clean, back, notes, put_in, taken_out]
        self.readings = [jobs(self.comparison, self.old, self.new), jobs(put_in, self.old, self.longer),
                         jobs(taken_out, self.longer, self.old)]
        missing = [copy for copy in self.copies if not os.path.exists(copy)]
        if missing:
            sys.exit(f"not written: {missing}")

    def faults_of_format(self):
        found = [(os.path.basename(copy), error) for copy in self.copies for error in errors(copy)]
        known = set().union(*map(errors, (self.new, self.old, self.longer))) if found else set()
        return [f"{name}: {error}" for name, error in found if error not in known]


def jobs(comparison, old, new):
    """What LibreOffice reads: the comparison both ways, and what it must say."""
    ways = [(comparison, "AcceptAllTrackedChanges"), (new, ""), (comparison, "RejectAllTrackedChanges"), (old, "")]
    return [{"from": path, "command": command, "to": f"{path}.{command}.json"} for path, command in ways]


def said(job):
    with open(job["to"], encoding="utf-8") as file:
        found = json.load(file)
    # Signs that show nothing say nothing; a paragraph without words is one.
    lines = [re.sub(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+", " ", line).strip() for line in found["lines"]]
    return lines, found["changes"]


def faults_of_words(reading):
    faults = []
    for way, has, wanted in (("accepted", reading[0], reading[1]), ("rejected", reading[2], reading[3])):
        (lines, left), (must, _) = said(has), said(wanted)
        if left:
            faults.append(f"{way}: changes are left")
        if lines != must:
            at = next((at for at, two in enumerate(zip(lines, must)) if two[0] != two[1]), min(len(lines), len(must)))
            faults.append(f"{way}: line {at} is {lines[at:at + 1]}, must be {must[at:at + 1]}")
    return faults


def main():
    assemble, reports = os.path.abspath(sys.argv[1]), sys.argv[2:]
    for judge in (os.environ.get("OOXML_VALIDATOR", "ooxml-validator"), "soffice"):
        if not shutil.which(judge):
            sys.exit(f"a judge is missing: {judge}")
    failed = 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        pairs = list(pool.map(lambda report: Pair(assemble, os.path.abspath(report), folder), reports))
        format_faults = list(pool.map(Pair.faults_of_format, pairs))
        bad = os.path.join(folder, "broken.docx")
        broken(pairs[0].comparison, bad)
        reading_of_bad = jobs(bad, pairs[0].old, pairs[0].new)
        readings = [reading for pair in pairs for reading in pair.readings] + [reading_of_bad]
        with open(os.path.join(folder, "jobs.json"), "w", encoding="utf-8") as file:
            json.dump([job for reading in readings for job in reading], file)
        Reader().run([os.path.join(folder, "jobs.json")], folder)
        for pair, faults in zip(pairs, format_faults):
            for reading in pair.readings:
                faults = faults + [f"{os.path.basename(reading[0]['from'])} {fault}" for fault in faults_of_words(reading)]
                if said(reading[1])[0] == said(reading[3])[0]:
                    faults.append("the old and the new file say the same: nothing was judged")
            failed += bool(faults)
            print(f"{'FAIL' if faults else 'ok':4} {pair.name}: {pair.edits} edits, {len(pair.copies)} copies")
            for fault in faults[:8]:
                print("     " + fault)
        found = {"the Open XML SDK": set(errors(bad)) - set(errors(pairs[0].comparison)), "LibreOffice": faults_of_words(reading_of_bad)}
        for judge, faults in found.items():
            failed += not faults
            print(f"{'ok' if faults else 'FAIL':4} {judge} finds the comparison that is broken on purpose")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
