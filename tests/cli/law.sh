# eval, calc and rules from outside: what they print, where, and how they end.
. "${top_srcdir:?}/tests/cli/lib.sh"
law=$top_srcdir/tests/law

# says NAME STATUS LINE…: the status, and exactly these lines on standard output.
says()
{
	name=$1 want=$2
	shift 2
	: >want
	[ $# -eq 0 ] || printf '%s\n' "$@" >want
	if [ "$status" -eq "$want" ] && cmp -s want out; then
		verdict ok "$name"
	else
		verdict bad "$name" "status $want, $*"
	fi
}

# ---- eval
run eval "$law/R046-fail.ini"
holds "a refusal ends with 1" test "$status" -eq 1
holds "a finding is SEVERITY RULE FIELD TEXT" \
    grep -q '^BLOCK R046 matter.period 机密级不得超过20年，拟定为25年；' out
holds "the most severe come first" test "$(sed -n 's/^\([A-Z]*\) .*/\1/p' out | uniq | tr '\n' ' ')" = "BLOCK LOG "
holds "what follows comes last" test "$(tail -n 5 out | tr '\n' ' ')" = \
    "level=机密 period=25年 mark=机密★25年 expiry=2051-03-02 last_day=2051-03-01 "
holds "nothing on standard error" test ! -s err
run eval "$law/DR01-right.ini" --lang en
shows "English findings, Chinese marks" "LOG R054 matter.level 机密: everybody" "mark=机密★考试开始前"
run eval "$law/DR10-right.ini"
says "working days by the calendar of the case" 0 level=绝密 period=20年 effective_level=绝密 \
    addressee=state due=2025-10-16
run eval "$law/DR09-right.ini"
is "a year without a calendar is told" 0 "dingmi: 日历中没有 2026 年"
printf '[calendar]\nholiday.2026 = 2026-03-03..2026-03-04\n' >cal.ini
run eval "$law/DR09-right.ini" --calendar cal.ini
shows "a calendar of its own" "due=2026-03-18"
holds "and then nothing is told" test ! -s err
printf '[case]\nact = determine\ntoday = 2026-03-02\n[matter]\ncolour = red\n' >bad.ini
run eval bad.ini
is "an unknown key" 2 "dingmi: bad.ini:5: " "colour"
holds "prints nothing" test ! -s out
run eval bad.ini --lang en
is "an unknown key, in English" 2 "dingmi: bad.ini:5: " "colour"
run eval none.ini
is "no such file" 2 "none.ini"
run eval
is "no file named" 2 "缺少参数"
run eval "$law/DR09-right.ini" --home "$scratch/nowhere"
is "a home without org.ini" 2 "nowhere/org.ini"
mkdir unit
printf '[organ]\nname = 示例局\ntier = county\n[post.h]\nname = 局长\ndept = d\nhead = yes\ncategory = core\n' >unit/org.ini
printf '[dept.d]\nname = 办公室\n[param]\nperiod.max_years_base = 4\n[calendar]\nholiday.2026 = 2026-03-03\n' >>unit/org.ini
run eval "$law/R001-pass.ini" --home unit
holds "numbers of the unit come with its home" grep -q '^BLOCK R046 matter.period 秘密级不得超过4年〔本单位规定〕' out

# ---- calc
while read -r start period expiry last; do
	run calc expiry --start "$start" --period "$period"
	says "$period from $start" 0 "expiry=$expiry" "last_day=$last"
done <<'END'
2021-06-01 5年 2026-06-01 2026-05-31
2024-02-29 1年 2025-02-28 2025-02-27
2024-02-29 4年 2028-02-29 2028-02-28
2025-08-31 6个月 2026-02-28 2026-02-27
2023-08-31 6个月 2024-02-29 2024-02-28
2026-01-31 1个月 2026-02-28 2026-02-27
2026-03-02 90日 2026-05-31 2026-05-30
2025-12-31 1日 2026-01-01 2025-12-31
2026-03-02 2030-12-31 2031-01-01 2030-12-31
END
run calc expiry --period 2030年12月31日
says "a release date needs no start" 0 expiry=2031-01-01 last_day=2030-12-31
run calc expiry --start 2026-03-02 --period 长期
says "长期 has no expiry" 1
run calc expiry --period 条件:公布前
is "nor has a condition" 1 "没有可计算的届满日"
run calc expiry --period 5年
is "a count needs its start" 2 "--start"
run calc expiry --start 2026-02-29 --period 5年
is "no such day" 2 "2026-02-29"
run calc expiry --start 2026-03-02 --period 25
is "no such period" 2 "--period"
run calc expiry --start 9990-01-01 --period 20年
is "beyond the calendar" 2 "9999"
run calc expiry more
is "an argument too many" 2 "more"

printf '[calendar]\nholiday.2025 = 2025-10-01..2025-10-08\nworkday.2025 = 2025-09-28,2025-10-11\n' >cal.ini
while read -r from n due; do
	run calc due --from "$from" --workdays "$n" --calendar cal.ini
	says "$n working days from $from" 0 "due=$due"
	holds "the calendar covers it" test ! -s err
done <<'END'
2025-09-26 10 2025-10-16
2025-09-26 1 2025-09-28
2025-09-30 1 2025-10-09
2025-10-01 0 2025-10-01
2025-10-10 1 2025-10-11
2025-10-11 1 2025-10-13
END
run calc due --from 2025-09-26 --workdays 10
says "weekends alone" 0 due=2025-10-10
is "and says so" 0 "2025"
run calc due --from 2025-12-30 --workdays 5 --calendar cal.ini
is "into a year that is not there" 0 "2026"
run calc due --from 2026-03-02 --workdays 1 --home unit
says "the calendar of a home" 0 due=2026-03-04
run calc due --from 2026-03-02 --workdays 1 --home unit --calendar cal.ini
says "a calendar file goes before it" 0 due=2026-03-03
run calc due --from 2026-03-02 --workdays -1
is "days that are none" 2 "--workdays"
run calc due --from 2026-03-02 --workdays 1x
is "nor these" 2 "1x"
run calc due --workdays 3
is "a day to count from" 2 "--from"
run calc due --from 9999-12-31 --workdays 9
is "beyond the calendar" 2 "9999"
printf '[organ]\nname = x\n' >nocal.ini
run calc due --from 2026-03-02 --workdays 1 --calendar nocal.ini
is "a file without a calendar" 2 "nocal.ini" "[calendar]"
printf '[calendar]\nholiday.2025 = 2025-10-01\nfree.2025 = 2025-10-02\n' >nocal.ini
run calc due --from 2026-03-02 --workdays 1 --calendar nocal.ini
is "a bad line in it" 2 "nocal.ini:3" "free.2025"

# Every form of a mark, there and back (R063).
while read -r level period mark shown; do
	run calc mark --level "$level" --period "$period"
	says "mark $mark" 0 "mark=$mark"
	run calc parse-mark "$mark"
	says "and back" 0 "level=${mark%%★*}" "period=$shown"
done <<'END'
机密 20年 机密★20年 20年
high 20年 机密★20年 20年
base 6个月 秘密★6个月 6个月
秘密级 90天 秘密★90日 90日
top 2030-12-31 绝密★2030年12月31日 2030-12-31
秘密 条件:会议开始前 秘密★会议开始前 条件:会议开始前
绝密 长期 绝密★长期 长期
END
while IFS='|' read -r text rule; do
	run calc parse-mark "$text"
	is "no mark: $text" 2 "$rule"
done <<'END'
机密|R064
top|R064
机密★|R063
★20年|R063
机密20年|R063
工作秘密★5年|R063
机密★20|R063
机密★2030年2月30日|R063
END
run calc parse-mark
is "no mark given" 2 "parse-mark"
run calc mark --level 极密 --period 5年
is "no such level" 2 "--level"
run calc mark --level 机密
is "a mark needs its period" 2 "--period"
run calc mark --period 5年
is "and its level" 2 "--level"
run calc sum
is "no such sum" 2 "sum" "parse-mark"

# ---- rules
run rules
shows "the table" "R001 BLOCK law    密级与泄露后的损害程度相符" "R155 BLOCK law    "
holds "every number of the sheet, in order" sh -c '
	{ seq -f "R%03.0f" 1 115; seq -f "R%03.0f" 139 140; seq -f "R%03.0f" 144 155; } >sheet
	cut -c1-4 out >ids
	sort -c ids && [ -z "$(comm -13 ids sheet)" ]'
run rules R046
shows "one rule" "R046 保密期限不超过法定上限" "BLOCK" "保密法第二十条第二款" "law（法定）"
run rules R034
shows "the unit's own rule says so" "unit（本单位规定）" "由本单位规定"
run rules R049
shows "an article of the 2014 text alone" "†" "未经核对"
run rules R045 --lang en
shows "what is kept by the steps" "kept by the states"
run rules R046 --json
shows "as JSON" '"id":"R046"' '"severity":"BLOCK"' '"origin":"law"' '"check":true'
run rules --json
holds "one object a line" test "$(grep -c '^{"id":"R[0-9]*",.*}$' out)" -eq "$(wc -l <out)"
run rules R999
is "no such rule" 2 "R999"
finish
