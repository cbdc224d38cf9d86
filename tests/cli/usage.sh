# Options, verbs, languages, exit status; and the manual names all of them.
. "${top_srcdir:?}/tests/cli/lib.sh"

run --version
shows "version" "dingmi 0."
run --help
shows "help in Chinese" "定密责任人工作台" "check-forms" "--readonly"
run --help --lang en
shows "help in English" "Verbs:" "--readonly" "Exit status"
for v in $(sed -n 's/^  \([a-z-]*\)  .*/\1/p' out | grep -v '^-'); do
	run help "$v"
	shows "help $v" "用法：dingmi $v"
	run "$v" --help --lang en
	shows "$v --help" "usage: dingmi $v"
	holds "the manual has $v" grep -qE "^\\.It Cm $v\\b" "$top_srcdir/man/dingmi.1"
done
# Every option there is, from the program's own help.
{
	run --help --lang en
	cat out
	for v in $(sed -n 's/^  \([a-z-]*\)  .*/\1/p' out | grep -v '^-'); do
		run help "$v" --lang en
		cat out
	done
} >helps
for o in $(sed -n 's/^  --\([a-z-]*\) .*/\1/p' helps | sort -u); do
	holds "the manual has --$o" grep -qE "Fl Fl $o\\b" "$top_srcdir/man/dingmi.1"
done

# What is wrong is said, in Chinese unless English is asked for.
while IFS='|' read -r text args; do
	run $args
	is "refused: $args" 2 "dingmi: " "$text"
done <<'END'
没有“bogus”这个命令|bogus
没有“bogus”这个命令|help bogus
没有选项 --nope|--nope
没有选项 -x|-x list person
选项 --home 要有值|list person --home
--lang：“fr”不对|--lang fr
--today：“2026-02-30”不对|--today 2026-02-30 list person
--ambiguous：“3”不对|--ambiguous 3
--limit：“0”不对|list person --limit 0
--limit：“9x”不对|list person --limit=9x
--limit 只用于|show person 1 --limit 3
--sample 只用于|list person --sample
--org 只用于|verify --org x
缺少参数|list
缺少参数|show person
缺少参数|import person
参数太多|verify now
参数太多|list person dept
没有“nix”这类记录|list nix
没有“nix”这类记录|import nix x.csv
没有“nix”这类记录|generate nix 3
条数“x”不对|generate matter x
条数“0”不对|generate matter 0
条数“99999999999999999999”不对|generate matter 99999999999999999999
END
run bogus --lang en
is "English by option" 2 "there is no verb 'bogus'"
LC_ALL=en_US.UTF-8
run bogus
is "English by environment" 2 "there is no verb"
run bogus --lang=zh
is "the option counts more" 2 "没有“bogus”"
LC_ALL=C
run bogus
is "Chinese in the C locale" 2 "没有“bogus”"
POSIXLY_CORRECT=1
export POSIXLY_CORRECT
run bogus --lang en
is "options stand anywhere, whatever POSIXLY_CORRECT" 2 "there is no verb"
printf '%b' '\377' >byte
run --home "$(cat byte)" list person
is "an option that is not UTF-8" 2 "--home"
finish
