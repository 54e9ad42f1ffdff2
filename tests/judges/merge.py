#!/usr/bin/env python3
"""Edits Word files in LibreOffice as a partner would, plain and tracked, and sees the edits come back into the report.

usage: merge.py ASSEMBLE REPORT.yaml...

1. `merge.yaml` is built, edited in more than twelve ways, each once plain and once tracked, and merged: the report must have
   exactly that change, and nothing may be told.
2. Each report is built, opened and saved by LibreOffice, and merged: nothing may change.
3. An edit that did not come back is found.
"""
import json, os, subprocess, sys, tempfile
from edit import Office

HERE = os.path.dirname(os.path.abspath(__file__))
REPORT = os.path.join(HERE, "merge.yaml")


class Editor(Office):
    WORK = r"""
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK
for job in json.load(open(sys.argv[2], encoding="utf-8")):
    document = opened(job["from"])
    document.RecordChanges = job["tracked"]
    def find(words):
        search = document.createSearchDescriptor()
        search.SearchString, search.SearchCaseSensitive = words, True
        found = document.findFirst(search)
        if found is None:
            raise SystemExit("not found: " + words)
        return found
    for kind, words, new in job["edits"]:
        found = find(words)
        text = found.Text
        if kind == "replace":
            found.String = new
        elif kind == "insert":
            text.insertString(found.End, new, False)
        elif kind == "add":
            cursor = text.createTextCursorByRange(found.End)
            cursor.gotoEndOfParagraph(False)
            text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
            text.insertString(cursor, new, False)
        elif kind == "remove":
            cursor = text.createTextCursorByRange(found.Start)
            cursor.gotoStartOfParagraph(False)
            cursor.gotoNextParagraph(True)
            cursor.String = ""
    save(document, job["to"])
    document.close(True)
os._exit(0)
"""


# Of a paragraph that goes with tracked changes LibreOffice gives the style to the one after it, here the title of an annex.
RESTYLED = {"paragraph deleted": "Annex. List of cases"}

# What is edited; the words of the report that must change; what they must become.
KINDS = [
    ("word replaced", [("replace", "few", "many")], "built few homes", "built many homes"),
    ("words inserted", [("insert", "paragraph asks", " again and again")], "asks for", "asks again and again for"),
    ("words deleted", [("replace", " in the north", "")], "homes in the north.", "homes."),
    ("sentence added", [("insert", "asks for more homes.", " It hopes.")], "more homes.", "more homes. It hopes."),
    ("cell", [("replace", "30", "31")], "| 30 |", "| 31 |"),
    ("footnote", [("replace", "page 12", "page 14")], "page 12", "page 14"),
    ("heading", [("insert", "Renting", " a home")], "# Renting", "# Renting a home"),
    ("emphasis kept", [("replace", "than half", "than a third")], "*more than half*", "*more than a third*"),
    ("beside emphasis", [("replace", "of their income", "of all they earn")], "of their income", "of all they earn"),
    ("folded text", [("replace", "goes on over", "runs on over")], "goes on\n", "runs on\n"),
    ("folded text in a list", [("replace", "of a town", "of a village")], "a town\n", "a village\n"),
    ("punctuation", [("replace", "Build homes;", "Build homes,")], "Build homes;", "Build homes,"),
    ("quoted text", [("replace", "pump: old", "pump: “new”")], "A pump: old", "A pump: “new”"),
    ("title", [("replace", "for all", "for everybody")], "title: Housing for all", "title: Housing for everybody"),
    ("paragraph after Markdown", [("add", "few homes in the north", "Nobody counts: them.")],
     "{#north}\n", "{#north}\n\n  Nobody counts: them.\n"),
    ("paragraph in a list of blocks", [("add", "first case is of a family", "Another: case.")],
     "# sic\n", "# sic\n      - \"Another: case.\"\n"),
    ("item", [("add", "Build homes", "Repair homes;")], "  (b) Cap", "  (b) Repair homes;\n  (c) Cap"),
    ("paragraph deleted", [("remove", "The last paragraph", None)], "  The last paragraph asks for more homes.\n\n", ""),
    ("block deleted", [("remove", "first case is of a family", None)], "      - The first case is of a family.   # sic\n", ""),
    ("item deleted", [("remove", "Build homes", None)], "  (a) Build homes;\n  (b) Cap", "  (a) Cap"),
]


def build(assemble, report, out):
    run = subprocess.run([assemble, report, "--quiet", "--draft", "--out-dir", out], capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"{report} cannot be built:\n{run.stderr}")
    return os.path.join(out, os.path.splitext(os.path.basename(report))[0] + ".docx")


def merge(assemble, report, edited, out, may=None):
    """The merged report (the report itself if nothing was written), and what was told but for what may be."""
    run = subprocess.run([assemble, "merge", report, edited, "--out", out, "--format", "json"], capture_output=True, text=True)
    told = [json.loads(line) for line in run.stdout.splitlines()]
    told = [f'{one["code"]} {one["message"]}' for one in told if "code" in one]
    told = [line for line in told if may is None or may not in line]
    if run.returncode:
        told.append(f"exit {run.returncode}: {run.stderr.strip()}")
    return open(out if os.path.exists(out) else report, encoding="utf-8", newline="").read(), told


def main():
    assemble, reports = os.path.abspath(sys.argv[1]), [os.path.abspath(path) for path in sys.argv[2:]]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        path = lambda name: os.path.join(folder, name)
        source = open(REPORT, encoding="utf-8", newline="").read()
        built = build(assemble, REPORT, folder)
        jobs, checks = [], []
        for number, (name, edits, old, new) in enumerate(KINDS):
            assert source.count(old) >= 1, old
            for tracked in (False, True):
                to = path(f"{number}{'t' if tracked else 'p'}.docx")
                jobs.append({"from": built, "to": to, "tracked": tracked, "edits": edits})
                wanted = source.replace(old, new, 1)
                may = RESTYLED.get(name) if tracked else None
                checks.append((f"{name}, {'tracked' if tracked else 'plain'}", REPORT, to, wanted, may))
        for number, report in enumerate(reports):
            to = path(f"same{number}.docx")
            jobs.append({"from": build(assemble, report, folder), "to": to, "tracked": False, "edits": []})
            checks.append((f"{os.path.basename(report)}, only saved", report, to, open(report, encoding="utf-8", newline="").read(), None))
        with open(path("jobs.json"), "w", encoding="utf-8") as file:
            json.dump(jobs, file)
        Editor().run([path("jobs.json")], folder)
        for number, (name, report, edited, wanted, may) in enumerate(checks):
            found, told = merge(assemble, report, edited, path(f"merged{number}.yaml"), may)
            faults = told[:]
            if found != wanted:
                import difflib
                faults += list(difflib.unified_diff(wanted.splitlines(), found.splitlines(), "wanted", "found", lineterm="", n=1))
            failed += bool(faults)
            print(f"{'FAIL' if faults else 'ok':4} {name}")
            for fault in faults[:12]:
                print("     " + fault)
        # The report of an edit is not the one that was built.
        found, _ = merge(assemble, REPORT, checks[0][2], path("proof.yaml"))
        failed += found == source
        print(f"{'FAIL' if found == source else 'ok':4} an edit that did not come back is found")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
