# list, show and export on the sample home: registers, conditions, need-to-know, JSON.
. "${top_srcdir:?}/tests/cli/lib.sh"

run init s --sample
shows "the sample" "已建立 s"
run --home s verify
shows "it is whole" "全部相符"
run --home s list matter
holds "no matter is listed to nobody" test "$(grep -c 'DM-' out)" = 0
is "and it is said why" 0 "--as"
office=$(
	run --home s list account --where role=office --where state=active --json
	sed -n '1s/.*"person_id":"\([^"]*\)".*/\1/p' out
)
run --home s --as "$office" list matter
shows "the secrecy office reads titles" "北仓库"
holds "and no mask" test "$(grep -c '〔不在知悉范围〕' out)" = 0
is "the level is told" 0 "最高密级为"
grep -o 'DM-[0-9-]*  *[^ ]*' out | sed 's/^[^ ]* *//' >titles
for kind in matter archive_item decision ntk access incident carrier_event; do
	run --home s --as xitong list $kind
	holds "a system administrator learns nothing from list $kind" \
	    sh -c '! grep -qF -f titles out && ! grep -q DM- out'
	run --home s --as xitong --json export $kind
	holds "nor from export $kind" sh -c '! grep -qF -f titles out && ! grep -q DM- out'
done
run --home s --as xitong list matter --where title=北仓库
is "nor by asking" 0 "知悉范围"
holds "for what is hidden" test "$(grep -c DM- out)" = 0
run --home s --as "$office" list matter --where 密级=机密 --json
holds "by level, in words" test -s out -a "$(grep -vc '"level":"机密"' out)" = 0
n=$(wc -l <out)
run --home s --as "$office" list matter --where level=2 --json --limit 3
holds "at most three" test "$(wc -l <out)" = 3
run --home s --as "$office" list matter --where level=high --where state=in_force --json
holds "conditions add up" test "$(wc -l <out)" -lt "$n" -a "$(grep -vc '"state":"in_force"' out)" = 0
run --home s --as "$office" list matter --where '状态=!保密中' --json
holds "the state in words" test -s out -a "$(grep -c '"state":"in_force"' out)" = 0
run --home s --as "$office" list matter --where title=没有这样的标题
shows "an empty register is no fault" "编号"
run --home s list matter --where level=高
is "an unknown level" 2 "--where level=高" "机密"
run --home s list matter --where nix=1
is "an unknown field" 2 "nix"
run --home s list matter --where level
is "no condition" 2 "栏=条件"
run --home s list matter --where level=
is "an empty condition" 2 "--where level="
for kind in person post designation policy scope scope_entry list_entry course session certificate carrier place \
    system device safeguard risk incident archive inspection finding; do
	run --home s --as "$office" list $kind --limit 5
	shows "list $kind" "序号"
	run --home s --as "$office" --lang en export $kind
	is "export $kind" 0
done
if command -v sqlite3 >/dev/null 2>&1; then
	valid()
	{
		while IFS= read -r line; do
			printf '%s' "$line" >line
			[ "$(sqlite3 :memory: "SELECT json_valid(CAST(readfile('line') AS TEXT))")" = 1 ] || return 1
		done <out
	}
	for args in "list matter --limit 5" "list person --limit 5" "export scope_entry" "show matter 1"; do
		run --home s --as "$office" --json $args
		holds "JSON: $args" valid
	done
fi

# Points are between who earned them and who trains: no column, no question tells them.
run --home s --as zhujianmin list certificate --where 成绩=95
holds "the trainer asks by score" test "$(wc -l <out)" -gt 1
run --home s --as zhujianmin --json export certificate
holds "and takes scores away" grep -q '"score":95' out
run --home s --as xitong list certificate --where '成绩=>=0'
holds "others find none by it" test "$(wc -l <out)" = 1
run --home s --as luoxingchen --json export certificate
holds "and take none away" sh -c 'grep -q "\"score\":\"…\"" out && ! grep -q "\"score\":[0-9]" out'
run --home s --as luoxingchen show attendance 1
holds "nor read one" sh -c 'grep -q "成绩.*…" out'

run --home s --as "$office" show matter 1
shows "show by id" "知悉人员" "国家秘密标志" "定密决定"
no=$(sed -n 's/^编号 *//p' out)
run --home s --as "$office" show matter "$no"
shows "show by number" "$no"
run --home s show matter "$no"
is "show to nobody" 0 "没有登录"
holds "hides what belongs to it" test "$(grep -c '定密决定' out)" = 0
run --home s show matter DM-1900-0001
is "nothing of that number" 1 "DM-1900-0001"
run --home s show matter 999999
is "nothing of that id" 1 "999999"
run --home s show matter "1 OR 1=1"
is "an id is no program" 1
run --home s verify
shows "after all this it is whole" "全部相符"

# A sample is fiction: within a sudo shell its owner may still act as anybody.
SUDO_UID=$(id -u nobody 2>/dev/null || echo 65534)
export SUDO_UID
run --home s --as "$office" list person --limit 1
shows "a sample within a sudo shell" "序号"
unset SUDO_UID
run --home s --as "$office" --today 2031-03-02 list person --limit 1
shows "--today" "序号"
run --home s generate person 20 --seed 7
shows "generate" "20 条"
run --home s verify
shows "and it is whole" "全部相符"
"$DINGMI" --data "$forms" --home s --as "$office" list matter >/dev/full 2>err && status=0 || status=$?
: >out
is "an output that cannot be written" 2
finish
