#!/usr/bin/env python3
"""Builds the tables of readings and variants in src/Minkang.Domain/Names from the Unicode Han database.

Usage: tools/pinyin/build.py [folder with Unihan_*.txt or .txt.bz2]     (default: where Debian's package unicode-data puts them)
"""
import bz2, collections, os, re, sys, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "..", "..", "src", "Minkang.Domain", "Names")
UNIHAN = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode"
MOST_READINGS = 5


def unihan(name):
    plain = os.path.join(UNIHAN, f"Unihan_{name}.txt")
    opened = open(plain, encoding="utf-8") if os.path.exists(plain) else bz2.open(plain + ".bz2", "rt", encoding="utf-8")
    with opened as lines:
        for line in lines:
            if line.startswith("U+"):
                code, field, value = line.rstrip("\n").split("\t")
                yield int(code[2:], 16), field, value


def own(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as lines:
        return [line.split("#")[0].strip() for line in lines if line.split("#")[0].strip()]


def toneless(syllable):
    bare = "".join(c for c in unicodedata.normalize("NFD", syllable.replace("ü", "v").replace("ê", "e")) if not unicodedata.combining(c) or c == "\u0308")
    return bare.replace("u\u0308", "v").replace("\u0308", "")


def covered(code, standard):
    return 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or code == 0x3007 or code in standard


def standard_characters():
    """The 8105 characters of the general table of 2013 (通用规范汉字表)."""
    return {code for code, field, _ in unihan("OtherMappings") if field == "kTGH"}


def readings(standard):
    fields = collections.defaultdict(dict)
    for code, field, value in unihan("Readings"):
        fields[code][field] = value
    table = {}
    for code, found in fields.items():
        if not covered(code, standard):
            continue
        raw = found.get("kMandarin", "").split()[:1]
        raw += [re.sub(r"\(.*", "", r) for r in found.get("kHanyuPinlu", "").split()]
        for field in ("kTGHZ2013", "kXHC1983"):
            raw += [r for part in found.get(field, "").split() for r in part.split(":")[1].split(",")]
        if not raw:
            raw = [r for part in found.get("kHanyuPinyin", "").split() for r in part.split(":")[1].split(",")]
        syllables = [s for s in dict.fromkeys(toneless(r) for r in raw) if re.fullmatch("[a-z]+", s)]
        syllables = [s for s in syllables if re.search("[aeiouv]", s)] or syllables  # m, n, ng only when nothing else is known
        if syllables:
            table[chr(code)] = syllables
    for line in own("given-names.txt"):
        character, reading = line.split()
        table[character] = [reading] + [r for r in table[character] if r != reading]
    return {c: r[:MOST_READINGS] for c, r in table.items()}


def variants(standard):
    """Traditional and variant form -> form of today. A character of the general table never changes into another."""
    found = collections.defaultdict(lambda: collections.defaultdict(list))
    for code, field, value in unihan("Variants"):
        if field in ("kSimplifiedVariant", "kSemanticVariant", "kZVariant"):
            found[code][field] = [int(v.split("<")[0][2:], 16) for v in value.split()]
    step = {}
    for code, by_field in found.items():
        if code in standard or not covered(code, standard):
            continue
        simple = [v for v in by_field["kSimplifiedVariant"] if v != code]
        same = [v for v in by_field["kSemanticVariant"] + by_field["kZVariant"] if v in standard]
        goals = [v for v in simple if v in standard] or (simple if len(simple) == 1 and covered(simple[0], standard) else []) or (same if len(set(same)) == 1 else [])
        if goals:
            step[code] = goals[0]
    for code, by_field in found.items():  # a variant of a traditional form: one step more
        if code not in standard and code not in step and covered(code, standard):
            onward = {step[v] for v in by_field["kSemanticVariant"] + by_field["kZVariant"] if v in step and step[v] in standard}
            if len(onward) == 1:
                step[code] = onward.pop()
    table = {}
    for code in step:
        goal = step[code]
        while goal in step and goal != code:
            goal = step[goal]
        if goal != code:
            table[chr(code)] = chr(goal)
    return table


def shapes(standard):
    """How a character is written: Cangjie code, four-corner code, strokes; - for what the source does not give."""
    found = collections.defaultdict(dict)
    for name, wanted in (("DictionaryLikeData", ("kCangjie", "kFourCornerCode")), ("IRGSources", ("kTotalStrokes",))):
        for code, field, value in unihan(name):
            if field in wanted and code in standard:
                found[code][field] = value.split()[0]
    return {chr(code): f"{f.get('kCangjie', '-')} {f.get('kFourCornerCode', '-')[:4]} {f['kTotalStrokes']}" for code, f in found.items() if "kCangjie" in f or "kFourCornerCode" in f}


def write(name, lines):
    with open(os.path.join(TARGET, name), "w", encoding="utf-8", newline="\n") as out:
        out.write("\n".join(lines) + "\n")


def main():
    standard = standard_characters()
    by_readings = collections.defaultdict(list)
    for character, syllables in readings(standard).items():
        by_readings[",".join(syllables)].append(character)
    write("pinyin.txt", [f"{key} {''.join(sorted(by_readings[key]))}" for key in sorted(by_readings)])
    by_goal = collections.defaultdict(list)
    for character, goal in variants(standard).items():
        by_goal[goal].append(character)
    fold = [goal + "".join(sorted(by_goal[goal])) for goal in sorted(by_goal)]
    write("variants.txt", ["[fold]", *fold, "[name]", *own("name-variants.txt")])
    by_shape = collections.defaultdict(list)
    for character, shape in shapes(standard).items():
        by_shape[shape].append(character)
    write("shapes.txt", [f"{shape} {''.join(sorted(by_shape[shape]))}" for shape in sorted(by_shape)])
    write("surnames.txt", sorted(set(own("surnames.txt"))))


main()
