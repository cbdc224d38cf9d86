# CSV: round trips through export and import, and every bad row named with nothing written.
. "${top_srcdir:?}/tests/cli/lib.sh"

# People, by the security administrator of a new home; then the secrecy office goes on.
run init h --org "$forms/sample/org.ini"
cat >people.csv <<'END'
工号,姓名,登录名,部门,岗位,涉密类别,审查通过日期,承诺书日期,状态
GH-1,赵一,zhaoyi,bgs,保密干事,important,2026-01-05,2026-01-06,在岗
GH-2,钱二,qianer,办公室(保密办),,一般,2026-01-05,,已审查
GH-3,"孙
三",sunsan,ksk,,非涉密,,,
END
run --home h --as anbao import person people.csv
shows "people, from candidate to in post by their cells" "3 条"
run --home h list person --json
shows "states follow the cells" '"state":"in_post"' '"state":"vetted"' '"state":"candidate"' '孙 三'
printf '姓名,角色\nzhaoyi,保密办\nGH-1,定密\n' >roles.csv
run --home h --as anbao import account roles.csv
is "a choice that is none" 2 "roles.csv:3: 角色: 请从这些中选择"
printf '姓名,角色\nzhaoyi,保密办\nGH-1,承办人\n' >roles.csv
run --home h --as anbao import account roles.csv
shows "roles by login and by number" "2 条"
run --home h --as anbao import person people.csv
is "from now on people are the office's" 2 "R140"
printf 'code,title,issuer,effective_on\nFW-1,某行业保密事项范围,某部,2026-01-01\n' >scope.csv
run --home h --as zhaoyi import scope scope.csv
shows "columns by their own names" "1 条"
cat >entries.csv <<'END'
保密事项范围,条目编码,事项内容,密级,最长期限,解密条件,长期保密,知悉范围,产生层级,备注
FW-1,A-01,"试题,含""附加题""",机密,20年,,否,命题人员,设区市级,
某行业保密事项范围,A-02,标底,秘密,,开标前,否,编制人员,县级,"两行
备注"
FW-1,A-03,档案,机密,,,是,管理人员,省级机关,
END
run --home h --as zhaoyi import scope_entry entries.csv
shows "entries" "3 条"
run --home h verify
shows "the store is whole" "全部相符"

# Round trip: what is exported makes the same export in another home, in both languages.
for lang in zh en; do
	run --home h --as zhaoyi --lang $lang export scope_entry
	cp out e1.csv
	run --home h --as zhaoyi --lang $lang export person --where '工号=GH*'
	cp out p1.csv
	rm -rf g
	run init g --org "$forms/sample/org.ini"
	run --home g --as anbao --lang $lang import person p1.csv
	is "people come back ($lang)" 0
	run --home g --as anbao import account roles.csv
	run --home g --as zhaoyi import scope scope.csv
	run --home g --as zhaoyi --lang $lang import scope_entry e1.csv
	is "entries come back ($lang)" 0
	run --home g --as zhaoyi --lang $lang export person --where '工号=GH*'
	holds "people as they were ($lang)" cmp out p1.csv
	run --home g --as zhaoyi --lang $lang export scope_entry
	holds "entries as they were ($lang)" cmp out e1.csv
done
holds "commas, quotes and newlines are quoted" grep -q '"试题,含""附加题"""' e1.csv
printf '\357\273\277' | cat - p1.csv >bom.csv
rm -rf g
run init g --org "$forms/sample/org.ini"
run --home g --as anbao --lang en import person bom.csv
is "a BOM, as spreadsheets write it" 0

# Bad files: FILE:LINE: what, and what to do; nothing comes in.
journal()
{
	run --home g verify
	grep -o '^日志 [0-9]* 行' out
}
before=$(journal)
# refuse NAME TEXT…: import f.csv as people and expect exit 2 with these texts.
refuse()
{
	run --home g --as anbao import person f.csv
	is "$@"
	run --home g list person --where '姓名=某*' --json
	holds "  and nothing came in" test ! -s out
}
printf '姓名,身高\n某甲,180\n' >f.csv
refuse "an unknown column" 2 "f.csv:1: 第 2 列“身高”不是"
printf '姓名,name\n某甲,某乙\n' >f.csv
refuse "one field twice" 2 "f.csv:1: 姓名: 第 1 列和第 2 列"
printf '登录名\nmojia\nmoyi\n' >f.csv
refuse "a needed column is missing" 2 "f.csv:1: 姓名: 缺少这一列"
printf '姓名,登录名\n某甲,mojia\n,moyi\n' >f.csv
refuse "a needed value is missing" 2 "f.csv:3: 姓名: 请填写"
printf '姓名,登录名\n某甲,mojia\n某乙,mojia\n' >f.csv
refuse "a duplicate in the file" 2 "f.csv:3: " "mojia"
printf '姓名,登录名\n某甲,anbao\n' >f.csv
refuse "a duplicate of what is there" 2 "f.csv:2: " "anbao"
printf '姓名,涉密类别\n某甲,很高\n' >f.csv
refuse "no such choice" 2 "f.csv:2: 涉密类别: 请从这些中选择"
printf '姓名,部门\n某甲,没有的部门\n某乙,又一个\n' >f.csv
refuse "references that lead nowhere, each of them" 2 "f.csv:2: 部门: 没有找到" "f.csv:3: 部门: 没有找到"
printf '姓名,部门\n某甲,科\n' >f.csv
refuse "a reference that may mean several" 2 "f.csv:2: 部门: “科”对应"
printf '姓名,部门\n某甲,bgs,多\n某乙\n' >f.csv
refuse "too many and too few columns" 2 "f.csv:2: 有 3 列，首行有 2 列" "f.csv:3: 有 1 列"
printf '姓名,审查通过日期\n某甲,2026-02-30\n' >f.csv
refuse "no such day" 2 "f.csv:2: 审查通过日期"
printf '姓名,状态\n某甲,在岗\n' >f.csv
refuse "a state that the cells do not reach" 2 "f.csv:2: 状态: 导入后是“待审查”"
printf '姓名,岗位,审查通过日期,承诺书日期,涉密类别\n某甲,,2026-01-05,2026-01-06,一般\n' >f.csv
refuse "what the law refuses" 2 "f.csv:2: 岗位: R127"
printf '姓名,脱密期至\n某甲,2027-01-01\n' >f.csv
refuse "a field of a later act" 2 "f.csv:2: 脱密期至: 导入时不能填写"
printf '姓名,备注\n某甲,\001\n' >f.csv
refuse "a control character" 2 "f.csv:2: 备注: 含控制字符"
printf '姓名\n某\000甲\n' >f.csv
refuse "a NUL" 2 "f.csv:2: " "NUL"
printf '姓名\n\313\357\n某甲\n' >f.csv
refuse "GBK" 2 "f.csv:2: " "UTF-8"
printf '\320\325\303\373\n' >f.csv
refuse "a first row in GBK" 2 "f.csv:1: " "UTF-8"
printf '姓名\n"某甲\n' >f.csv
refuse "a quote that never ends" 2 "f.csv:2: "
printf '姓名\n某"甲"\n' >f.csv
refuse "a quote out of place" 2 "f.csv:2: "
{ printf '姓名,备注\n某甲,'; head -c 2000000 /dev/zero | tr '\0' 'x'; printf '\n'; } >f.csv
refuse "a line of 2 MB" 2 "f.csv:2: 一行超过 1 MB"
{ printf '姓名,备注\n某甲,'; head -c 20000 /dev/zero | tr '\0' 'x'; printf '\n'; } >f.csv
refuse "a value that is too long" 2 "f.csv:2: 备注"
: >f.csv
refuse "an empty file" 2 "f.csv:1: 文件是空的"
rm f.csv
refuse "no file" 2 "f.csv"
mkdir f.csv
refuse "a directory" 2 "f.csv"
rmdir f.csv
printf '姓名\n' >f.csv
run --home g --as anbao import person f.csv
shows "no rows are none" "0 条"
printf '姓名,登录名\n某甲,mojia\n某乙,moyi\n某丙,anbao\n' >f.csv
refuse "good rows do not come in beside a bad one" 2 "f.csv:4: " "有 1 处错误，一行也没有导入"
holds "the journal has not grown" test "$(journal)" = "$before"

# Who may not, and what has no act of its own.
printf '姓名\n某甲\n' >f.csv
run --home g --as xitong import person f.csv
is "not for the system administrator" 2 "R140"
run --home g --as anbao import dept f.csv
is "departments come from org.ini" 2 "org.ini"
run --home g --as anbao --lang en import person nowhere.csv
is "in English" 2 "dingmi: " "nowhere.csv"
finish
