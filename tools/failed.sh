# Sourced by ./test: the names of the tests that failed, so that the end of a long log says which.

# Prints "run: name" once for each test that failed in the reports given, without the values that a test was given.
failed_in() {
    local report
    for report; do
        awk -v run="$(basename "$report" .xml)" 'BEGIN { RS = "<" }
            (/^test / && / result="Fail"/) || /^error / { if (match($0, / name="[^"]*"/)) { name = substr($0, RSTART + 7, RLENGTH - 8); sub(/\(.*/, "", name); print run ": " name } }' "$report"
    done | sort -u
}
