# Sourced by ./test: which requirement and scenario ids the tests of this run carry.

# Prints "id outcome" for each trait of each test in the reports given. In these files every "<" begins a tag, so tags are the records.
traits_in() {
    awk 'BEGIN { RS = "<" }
        /^test / { match($0, / result="[A-Za-z]+"/); outcome = substr($0, RSTART + 9, RLENGTH - 10) }
        /^trait name="(Requirement|Scenario)"/ { sub(/^[^>]* value="/, ""); sub(/".*/, ""); print $0, outcome }' "$@"
}

# The ids that exist at all, where the catalogue of requirements lies beside the clone; a clone that stands alone knows only those its tests carry.
catalogue_ids() {
    local domain=$root/../shared/domain
    [[ -d $domain ]] || return 0
    grep -hoE '^- R-[A-Z]{3}-[0-9]+' "$domain/requirements.md" | cut -c3- || true
    grep -hoE '^(\| |\*\*)(IMP|BLK|MRG|EXP|OFF|SGN|TSK|TGT|DQ-[A-Z])-[0-9]+' "$domain"/scenarios/*.md | grep -oE '[A-Z]+(-[A-Z])?-[0-9]+' || true
}

# One line per id (yes: at least one test passed and none failed; fails; no), then the counts per prefix.
print_traced() {
    { catalogue_ids | sed 's/$/ -/'; traits_in "$@"; } | awk '
        { seen[$1] = 1 } $2 == "Pass" { passed[$1] = 1 } $2 == "Fail" { failed[$1] = 1 }
        END { for (id in seen) print id, (id in failed ? "fails" : id in passed ? "yes" : "no") }' | sort -V | awk '
        { print; prefix = $1; sub(/-[0-9]+$/, "", prefix)
          if (!(prefix in all)) order[++prefixes] = prefix
          all[prefix]++; if ($2 == "yes") carried[prefix]++ }
        END { print ""; for (i = 1; i <= prefixes; i++) printf "%s: %d of %d carried by a passing test\n", order[i], carried[order[i]], all[order[i]] }'
}
