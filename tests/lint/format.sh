# The source is as `make format` writes it.
. "$(dirname "$0")/lib.sh"
fmt=${CLANG_FORMAT:-clang-format}
command -v "$fmt" >/dev/null 2>&1 || skip "no clang-format"
case $("$fmt" --version) in
*"version 14."*) ;;
*) skip "clang-format is not 14, which formats differently" ;;
esac

sources | while read -r f; do
	"$fmt" --dry-run --Werror "$f" >/dev/null 2>&1 || echo "$f: run make format"
done | faults "the source is formatted"
finish
