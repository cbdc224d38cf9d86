# The lists in the manual pages that come from tables are what the tables say now.
. "$(dirname "$0")/lib.sh"

for page in man/*.[1-8]; do
	sh man/lists.sh "$page" | diff "$page" - >"$scratch/diff" ||
	    { echo "$page is stale: run sh man/lists.sh --write"; head -20 "$scratch/diff"; }
done | faults "generated lists are fresh"
finish
