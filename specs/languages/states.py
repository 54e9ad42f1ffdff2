"""Writes states.csv from two unpacked npm packages; README.md beside this file says which and how."""

import csv
import json
import sys
from pathlib import Path

LANGUAGES = ["ar", "zh", "en", "fr", "ru", "es"]


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def codes(core):
    """Alpha-2 code to alpha-3 code, where ISO 3166-1 gives a number too; numbers from 900 on are for private use."""
    mappings = read(core / "supplemental/codeMappings.json")["supplemental"]["codeMappings"]
    return {
        alpha2: mapping["_alpha3"]
        for alpha2, mapping in mappings.items()
        if len(alpha2) == 2 and "_alpha3" in mapping and int(mapping.get("_numeric", 999)) < 900
    }


def names(localenames, language):
    """Alpha-2 code to name."""
    main = read(localenames / "main" / language / "territories.json")["main"]
    return main[language]["localeDisplayNames"]["territories"]


def main(core, localenames):
    territories = [names(localenames, language) for language in LANGUAGES]
    # Codes that ISO withdrew have no name; a code with a name in one language only stops the program.
    rows = sorted(
        [alpha3] + [territory[alpha2] for territory in territories]
        for alpha2, alpha3 in codes(core).items()
        if any(alpha2 in territory for territory in territories)
    )
    version = read(localenames / "package.json")["version"]
    with open(Path(__file__).with_name("states.csv"), "w", encoding="utf-8", newline="") as file:
        file.write("# Everyday names of countries and areas by ISO 3166-1 alpha-3 code; written by states.py, see README.md.\n")
        file.write(f"# From the Unicode CLDR, npm package cldr-localenames-full {version}. Licence: Unicode-3.0, see LICENSE-UNICODE.\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["alpha3"] + LANGUAGES)
        writer.writerows(rows)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: states.py <unpacked cldr-core> <unpacked cldr-localenames-full>")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
