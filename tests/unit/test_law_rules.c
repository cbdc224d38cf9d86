/* SPDX-License-Identifier: MIT */
/*
 * Every rule, at least once kept and once broken, mostly at its boundary. A case starts
 * from facts that all rules accept (law_case.h) and changes what it is about; only
 * findings of its own rule count.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "law_case.h"

enum { KEPT = -1 };

struct rule_case {
	const char *rule, *act, *changes;
	int severity; /* KEPT: no finding */
	const char *field, *zh;
};

static const struct rule_case cases[] = {
	/* clang-format off */
	{ "R001", "determine", "matter.harm=机密 matter.level=机密", KEPT, NULL, NULL },
	{ "R001", "determine", "matter.harm=机密", SEV_BLOCK, "matter.harm", "严重损害" },
	{ "R001", "propose", "matter.harm=", SEV_WARN, "matter.harm", "未选择" },
	{ "R001", "propose", "matter.harm= matter.level=", KEPT, NULL, NULL },
	{ "R003", "determine", "matter.head_no=7", KEPT, NULL, NULL },
	{ "R003", "propose", "matter.head_no=", SEV_WARN, "matter.head_no", "第十三条" },
	{ "R004", "determine", "", KEPT, NULL, NULL },
	{ "R004", "determine", "negative.public_need=yes", SEV_BLOCK, "negative.public_need", "公众" },
	{ "R004", "determine", "negative.other_regime=yes", SEV_BLOCK, "negative.other_regime", "工作秘密" },
	{ "R004", "forward_unclear", "negative.already_public=yes", SEV_BLOCK, "negative.already_public", "公开" },
	{ "R004", "propose", "negative.must_disclose=yes", SEV_BLOCK, "negative.must_disclose", "要求公开" },
	{ "R004", "propose", "negative.already_public= negative.must_disclose=", SEV_WARN, "negative.already_public", "逐项" },
	{ "R005", "determine", "", KEPT, NULL, NULL },
	{ "R005", "determine", "matter.level=", KEPT, NULL, NULL },
	{ "R005", "determine", "entry.present=no", SEV_BLOCK, "matter.entry", "不明确事项" },
	{ "R005", "determine", "matter.level=机密", SEV_BLOCK, "matter.level", "不得高于" },
	{ "R005", "determine", "entry.level=机密", SEV_WARN, "matter.level", "低于" },
	{ "R006", "determine", "unit.tier=prefecture", KEPT, NULL, NULL },
	{ "R006", "determine", "entry.present=no unit.tier=other", KEPT, NULL, NULL },
	{ "R006", "determine", "unit.tier=county", SEV_WARN, "matter.entry", "SL-02" },
	{ "R009", "list", "approver.present=no", KEPT, NULL, NULL },
	{ "R009", "list", "approver.kind=designated", SEV_BLOCK, "approver.kind", "主要负责人" },
	{ "R010", "list", "matter.period=8年", KEPT, NULL, NULL },
	{ "R010", "list", "matter.period=条件:公布前", KEPT, NULL, NULL },
	{ "R010", "list", "entry.max_period= entry.long_term=yes", KEPT, NULL, NULL },
	{ "R010", "list", "matter.period=97个月", SEV_BLOCK, "matter.period", "8年" },
	{ "R010", "list", "matter.level=机密", SEV_BLOCK, "matter.level", "机密" },
	{ "R010", "list", "entry.present=no", SEV_BLOCK, "matter.entry", "增设" },
	{ "R011", "determine", "matter.period=8年", KEPT, NULL, NULL },
	{ "R011", "determine", "matter.period=", KEPT, NULL, NULL },
	{ "R011", "determine", "matter.period=长期", KEPT, NULL, NULL },
	{ "R011", "determine", "entry.present=no matter.period=9年", KEPT, NULL, NULL },
	{ "R011", "determine", "matter.period=2034-03-01", KEPT, NULL, NULL },
	{ "R011", "determine", "matter.period=2034-03-02", SEV_BLOCK, "matter.period", "8年" },
	{ "R011", "determine", "matter.period=9年", SEV_BLOCK, "matter.period", "9年" },
	{ "R011", "change", "matter.start= matter.period=97个月", SEV_BLOCK, "matter.period", "97个月" },
	{ "R011", "change", "matter.start= matter.period=96个月", KEPT, NULL, NULL },
	{ "R011", "change", "matter.start= matter.period=9000日", KEPT, NULL, NULL },
	{ "R011", "change", "matter.start= matter.period=2099-01-01", KEPT, NULL, NULL },
	{ "R011", "change", "matter.start= matter.period=31日 entry.max_period=30日", SEV_BLOCK, "matter.period", "30日" },
	{ "R011", "determine", "entry.condition=公布前 matter.period=条件:公布前", KEPT, NULL, NULL },
	{ "R011", "determine", "entry.condition=公布前 matter.period=条件:公布后", SEV_BLOCK, "matter.period", "公布前" },
	{ "R011", "determine", "entry.condition=公布前", SEV_BLOCK, "matter.period", "5年" },
	{ "R011", "determine", "matter.period=条件:公布前", SEV_WARN, "matter.period", "8年" },
	{ "R011", "determine", "matter.period=条件:公布前 entry.max_period= entry.long_term=yes", KEPT, NULL, NULL },
	{ "R011", "determine", "entry.max_period= entry.long_term=yes", KEPT, NULL, NULL },
	{ "R011", "determine", "entry.max_period=2030-12-31 matter.period=2030-12-31", KEPT, NULL, NULL },
	{ "R011", "determine", "entry.max_period=2030-12-31 matter.period=2031-01-01", SEV_BLOCK, "matter.period", "2030年12月31日" },
	{ "R011", "change", "entry.max_period=2030-12-31 matter.start=", KEPT, NULL, NULL },
	{ "R012", "determine", "", KEPT, NULL, NULL },
	{ "R012", "determine", "matter.justification= entry.present=no", KEPT, NULL, NULL },
	{ "R012", "determine", "matter.justification= matter.level=", KEPT, NULL, NULL },
	{ "R012", "determine", "matter.justification= entry.level=机密", KEPT, NULL, NULL },
	{ "R012", "determine", "matter.justification=", SEV_WARN, "matter.justification", "最高密级" },
	{ "R012", "determine", "matter.justification= matter.period=6个月", SEV_WARN, "matter.justification", "最高密级" },
	{ "R012", "determine", "matter.justification= matter.period=", SEV_WARN, "matter.justification", "最高密级" },
	{ "R012", "determine", "matter.justification= matter.ntk=unit", SEV_WARN, "matter.justification", "整个单位" },
	{ "R012", "determine", "matter.justification= matter.period=10年", SEV_WARN, "matter.justification", "上限" },
	{ "R012", "determine", "matter.justification= matter.period=120个月", SEV_WARN, "matter.justification", "上限" },
	{ "R012", "change", "matter.justification= matter.period=8年", SEV_WARN, "matter.justification", "最长期限" },
	{ "R013", "determine", "matter.level=机密", KEPT, NULL, NULL },
	{ "R013", "determine", "matter.level=绝密", SEV_BLOCK, "matter.level", "设区的市级机关" },
	{ "R013", "extend", "matter.level=绝密 unit.tier=province", KEPT, NULL, NULL },
	{ "R013", "change", "matter.level=绝密 unit.special_regime=yes", KEPT, NULL, NULL },
	{ "R013", "derive", "matter.level=绝密", KEPT, NULL, NULL },
	{ "R013", "determine", "matter.level=绝密 unit.grant_level=绝密 unit.grant_until=2026-03-02", KEPT, NULL, NULL },
	{ "R013", "determine", "matter.level=绝密 unit.grant_level=绝密 unit.grant_until=2026-03-01", SEV_BLOCK, "matter.level", "机密" },
	{ "R014", "determine", "unit.tier=county unit.grant_level=秘密 unit.grant_until=2026-03-02", KEPT, NULL, NULL },
	{ "R014", "determine", "unit.tier=other unit.special_regime=yes", KEPT, NULL, NULL },
	{ "R014", "determine", "unit.tier=county", SEV_BLOCK, "matter.level", "县级机关" },
	{ "R014", "propose", "unit.tier=other unit.grant_level=秘密 matter.level=机密", SEV_BLOCK, "matter.level", "授权到秘密级" },
	{ "R015", "determine", "unit.tier=county unit.grant_level=秘密 unit.grant_scope=SL-01,SL-02", KEPT, NULL, NULL },
	{ "R015", "determine", "unit.tier=county unit.grant_level=秘密 unit.grant_scope=SL-*", KEPT, NULL, NULL },
	{ "R015", "determine", "unit.tier=county unit.grant_level=秘密", KEPT, NULL, NULL },
	{ "R015", "determine", "unit.tier=county unit.grant_scope=SL-09", KEPT, NULL, NULL },
	{ "R015", "determine", "unit.tier=county unit.grant_level=秘密 unit.grant_scope=SL-09 entry.present=no", KEPT, NULL, NULL },
	{ "R015", "determine", "unit.grant_level=绝密 unit.grant_scope=SL-09", KEPT, NULL, NULL },
	{ "R015", "determine", "unit.tier=county unit.grant_level=秘密 unit.grant_scope=SL-0,SL-021", SEV_BLOCK, "matter.entry", "SL-02" },
	{ "R015", "grant", "", KEPT, NULL, NULL },
	{ "R015", "grant", "grant.received=no grant.letter_no=", KEPT, NULL, NULL },
	{ "R015", "grant", "grant.letter_no=", SEV_BLOCK, "grant.letter_no", "文号" },
	{ "R015", "grant", "unit.grant_level=", SEV_BLOCK, "unit.grant_level", "密级权限" },
	{ "R015", "grant", "unit.grant_scope=", SEV_BLOCK, "unit.grant_scope", "事项范围" },
	{ "R015", "grant", "unit.grant_until=", SEV_BLOCK, "unit.grant_until", "授权期限" },
	{ "R016", "grant", "grant.grantor_tier=prefecture", KEPT, NULL, NULL },
	{ "R016", "grant", "grant.grantor_tier=other unit.grant_level=绝密", KEPT, NULL, NULL },
	{ "R016", "grant", "grant.grantor_tier=prefecture unit.grant_level=绝密", SEV_BLOCK, "unit.grant_level", "绝密" },
	{ "R016", "grant", "grant.grantor_tier=county unit.grant_level=秘密", SEV_BLOCK, "unit.grant_level", "权限到无级" },
	{ "R016", "grant", "grant.regrant=yes", SEV_BLOCK, "grant.regrant", "再授权" },
	{ "R018", "grant", "grant.grantor_kind=competent", KEPT, NULL, NULL },
	{ "R018", "grant", "grant.grantor_kind=", KEPT, NULL, NULL },
	{ "R018", "grant", "grant.grantor_kind=sad", SEV_WARN, "grant.grantor_kind", "特殊情况" },
	{ "R018", "grant", "grant.grantor_kind=sad grant.grantor_tier=prefecture", SEV_BLOCK, "grant.grantor_kind", "省级" },
	{ "R018", "grant", "grant.grantor_kind=sad grant.grantor_tier=county", SEV_BLOCK, "grant.grantor_kind", "省级" },
	{ "R021", "grant", "unit.grant_until=2031-03-01", KEPT, NULL, NULL },
	{ "R021", "grant", "unit.grant_until=", KEPT, NULL, NULL },
	{ "R021", "grant", "matter.start= unit.grant_until=2099-01-01", KEPT, NULL, NULL },
	{ "R021", "grant", "grant.task=yes unit.grant_until=2040-01-01", KEPT, NULL, NULL },
	{ "R021", "grant", "unit.grant_until=2031-03-02", SEV_WARN, "unit.grant_until", "参照口径" },
	{ "R021", "grant", "unit.grant_until=2026-03-01", SEV_BLOCK, "unit.grant_until", "早于" },
	{ "R021", "determine", "unit.tier=county unit.grant_level=秘密 unit.grant_until=2026-03-02", KEPT, NULL, NULL },
	{ "R021", "determine", "unit.tier=county unit.grant_level=秘密 unit.grant_until=2026-03-01", SEV_BLOCK, "unit.grant_until", "到期" },
	{ "R021", "determine", "unit.grant_level=秘密 unit.grant_until=2020-01-01", KEPT, NULL, NULL },
	{ "R021", "determine", "matter.level=绝密 unit.grant_level=机密 unit.grant_until=2020-01-01", KEPT, NULL, NULL },
	{ "R023", "refer", "", KEPT, NULL, NULL },
	{ "R023", "refer", "matter.created_on= matter.level=", KEPT, NULL, NULL },
	{ "R023", "refer", "matter.level=机密", SEV_WARN, "matter.level", "有权" },
	{ "R023", "refer", "matter.level=机密 matter.issuer=superior", KEPT, NULL, NULL },
	{ "R023", "refer", "matter.created_on=2026-02-27", SEV_WARN, "matter.created_on", "本单位规定" },
	{ "R023", "refer", "matter.created_on=2026-02-27 param.referral.immediately_workdays=1", KEPT, NULL, NULL },
	{ "R026", "determine", "unit.special_regime=yes", KEPT, NULL, NULL },
	{ "R026", "determine", "matter.level=绝密", KEPT, NULL, NULL },
	{ "R026", "determine", "unit.special_regime=yes matter.level=绝密", SEV_WARN, "matter.level", "国家安全机关" },
	{ "R027", "nominate", "", KEPT, NULL, NULL },
	{ "R027", "nominate", "approver.kind=statutory", SEV_WARN, "approver.kind", "不需指定" },
	{ "R028", "designate", "", KEPT, NULL, NULL },
	{ "R028", "designate", "approver.own_staff= proposer.present=no", KEPT, NULL, NULL },
	{ "R028", "nominate", "proposer.kind=designated", KEPT, NULL, NULL },
	{ "R028", "designate", "proposer.kind=designated", SEV_BLOCK, "proposer.kind", "主要负责人" },
	{ "R028", "nominate", "approver.own_staff=no", SEV_BLOCK, "approver.own_staff", "不是本单位人员" },
	{ "R029", "determine", "approver.scope=*", KEPT, NULL, NULL },
	{ "R029", "determine", "approver.scope=SL-*", KEPT, NULL, NULL },
	{ "R029", "determine", "approver.kind=statutory approver.scope= approver.max_level=", KEPT, NULL, NULL },
	{ "R029", "derive", "entry.present=no", KEPT, NULL, NULL },
	{ "R029", "release", "approver.scope=", KEPT, NULL, NULL },
	{ "R029", "determine", "approver.scope=SL-01,SL-03", SEV_BLOCK, "approver.scope", "SL-02" },
	{ "R029", "determine", "approver.scope=", SEV_WARN, "approver.scope", "事项范围" },
	{ "R029", "designate", "approver.scope=", SEV_BLOCK, "approver.scope", "事项范围" },
	{ "R029", "designate", "approver.max_level=", SEV_BLOCK, "approver.max_level", "密级权限" },
	{ "R029", "release", "matter.cause=harmless approver.max_level=", SEV_BLOCK, "approver.max_level", "密级权限" },
	{ "R030", "determine", "matter.level=机密", KEPT, NULL, NULL },
	{ "R030", "determine", "approver.max_level=秘密 approver.kind=statutory matter.level=机密", KEPT, NULL, NULL },
	{ "R030", "release", "matter.level=绝密", KEPT, NULL, NULL },
	{ "R030", "determine", "approver.max_level=秘密 matter.level=机密", SEV_BLOCK, "approver.max_level", "秘密级" },
	{ "R030", "release", "matter.cause=harmless matter.level=绝密", SEV_BLOCK, "approver.max_level", "绝密级" },
	{ "R030", "designate", "approver.max_level=机密", KEPT, NULL, NULL },
	{ "R030", "designate", "approver.max_level=绝密", SEV_BLOCK, "approver.max_level", "机密" },
	{ "R030", "designate", "approver.max_level=绝密 unit.special_regime=yes", KEPT, NULL, NULL },
	{ "R030", "activate", "approver.max_level=秘密 unit.tier=county", SEV_BLOCK, "approver.max_level", "无" },
	{ "R031", "determine", "approver.category=general", KEPT, NULL, NULL },
	{ "R031", "determine", "approver.category=", KEPT, NULL, NULL },
	{ "R031", "determine", "approver.category=general matter.level=机密", SEV_WARN, "approver.category", "本单位规定" },
	{ "R031", "determine", "approver.category=none", SEV_BLOCK, "approver.category", "涉密人员" },
	{ "R031", "determine", "approver.category=none approver.kind=statutory", SEV_WARN, "approver.category", "涉密人员" },
	{ "R031", "designate", "approver.category=important", KEPT, NULL, NULL },
	{ "R031", "activate", "approver.category=general", SEV_BLOCK, "approver.category", "机密级" },
	{ "R032", "determine", "", KEPT, NULL, NULL },
	{ "R032", "determine", "approver.kind=statutory approver.letter_no=", KEPT, NULL, NULL },
	{ "R032", "release", "approver.letter_no=", KEPT, NULL, NULL },
	{ "R032", "determine", "approver.letter_no=", SEV_WARN, "approver.letter_no", "指定书" },
	{ "R032", "designate", "approver.letter_no=", SEV_BLOCK, "approver.letter_no", "参照口径" },
	{ "R033", "determine", "proposer.trained_until=2026-03-02 approver.trained_until=2026-03-02", KEPT, NULL, NULL },
	{ "R033", "determine", "approver.trained_until=2026-03-01", SEV_BLOCK, "approver.trained_until", "2026-03-01" },
	{ "R033", "determine", "approver.trained_until=", SEV_BLOCK, "approver.trained_until", "没有" },
	{ "R033", "propose", "proposer.trained_until=2026-03-01", SEV_BLOCK, "proposer.trained_until", "到期" },
	{ "R033", "propose", "proposer.trained_until=2026-03-01 param.crp.proposer_untrained_warn=yes", SEV_WARN, "proposer.trained_until", "到期" },
	{ "R033", "propose", "proposer.present=no proposer.trained_until= approver.present=no approver.trained_until=", KEPT, NULL, NULL },
	{ "R033", "activate", "proposer.trained_until=", KEPT, NULL, NULL },
	{ "R033", "designate", "approver.trained_until=", SEV_BLOCK, "approver.trained_until", "没有" },
	{ "R033", "release", "approver.trained_until=", KEPT, NULL, NULL },
	{ "R034", "determine", "approver.trained_until=2026-04-01", KEPT, NULL, NULL },
	{ "R034", "determine", "approver.trained_until=2026-03-31", SEV_TASK, "approver.trained_until", "〔本单位规定〕" },
	{ "R034", "propose", "proposer.trained_until=2026-03-02", SEV_TASK, "proposer.trained_until", "复训" },
	{ "R034", "propose", "proposer.trained_until=2026-03-01", KEPT, NULL, NULL },
	{ "R034", "propose", "proposer.present=no proposer.trained_until=2026-03-02", KEPT, NULL, NULL },
	{ "R035", "determine", "approver.tier=", KEPT, NULL, NULL },
	{ "R035", "release", "approver.tier=assistant", KEPT, NULL, NULL },
	{ "R035", "determine", "approver.tier=managing", SEV_BLOCK, "approver.tier", "主要定密责任人" },
	{ "R036", "determine", "", KEPT, NULL, NULL },
	{ "R036", "determine", "approver.filed_on= approver.kind=statutory", KEPT, NULL, NULL },
	{ "R036", "determine", "approver.published_on=", KEPT, NULL, NULL },
	{ "R036", "release", "approver.filed_on=", KEPT, NULL, NULL },
	{ "R036", "determine", "approver.filed_on=", SEV_WARN, "approver.filed_on", "2026-01-15" },
	{ "R036", "determine", "approver.filed_on= approver.from=", SEV_WARN, "approver.filed_on", "本单位规定" },
	{ "R036", "activate", "approver.published_on=", SEV_WARN, "approver.published_on", "公布" },
	{ "R037", "determine", "approver.from=2026-03-02 approver.to=2026-03-02", KEPT, NULL, NULL },
	{ "R037", "determine", "approver.from= approver.to=", KEPT, NULL, NULL },
	{ "R037", "determine", "approver.kind=statutory approver.state=inactive", KEPT, NULL, NULL },
	{ "R037", "determine", "approver.kind=none approver.state=ended", KEPT, NULL, NULL },
	{ "R037", "release", "approver.state=ended", KEPT, NULL, NULL },
	{ "R037", "determine", "approver.to=2026-03-01", SEV_BLOCK, "approver.to", "2026-03-01" },
	{ "R037", "determine", "approver.from=2026-03-03", SEV_BLOCK, "approver.from", "2026-03-03" },
	{ "R037", "determine", "approver.from=2026-03-03 approver.to=", SEV_BLOCK, "approver.from", "2026-03-03" },
	{ "R037", "determine", "approver.state=suspended", SEV_BLOCK, "approver.state", "已暂停" },
	{ "R037", "widen", "approver.state=ended", SEV_BLOCK, "approver.state", "已终止" },
	{ "R037", "determine", "approver.state=inactive", SEV_BLOCK, "approver.state", "尚未生效" },
	{ "R037", "determine", "approver.kind=statutory approver.state=suspended", SEV_BLOCK, "approver.state", "已暂停" },
	{ "R039", "nominate", "", KEPT, NULL, NULL },
	{ "R039", "nominate", "proposer.id= approver.id=", KEPT, NULL, NULL },
	{ "R039", "nominate", "proposer.id=12", SEV_WARN, "proposer.id", "同一人" },
	{ "R041", "determine", "", KEPT, NULL, NULL },
	{ "R041", "propose", "approver.present=no", KEPT, NULL, NULL },
	{ "R041", "release", "proposer.present=no approver.present=no", KEPT, NULL, NULL },
	{ "R041", "propose", "proposer.present=no", SEV_BLOCK, "proposer.id", "承办人" },
	{ "R041", "determine", "approver.present=no", SEV_BLOCK, "approver.id", "审核批准" },
	{ "R041", "release", "matter.cause=harmless approver.kind=none", SEV_BLOCK, "approver.kind", "不是定密责任人" },
	{ "R042", "determine", "approver.present=no proposer.id=", KEPT, NULL, NULL },
	{ "R042", "determine", "proposer.present=no approver.id=", KEPT, NULL, NULL },
	{ "R042", "determine", "proposer.id=", SEV_WARN, "approver.id", "无从核对" },
	{ "R042", "determine", "approver.id=", SEV_WARN, "approver.id", "无从核对" },
	{ "R042", "release", "proposer.id=12", KEPT, NULL, NULL },
	{ "R042", "determine", "proposer.id=12", SEV_BLOCK, "approver.id", "自己" },
	{ "R043", "determine", "matter.created_on=2026-03-02", KEPT, NULL, NULL },
	{ "R043", "determine", "matter.created_on=", KEPT, NULL, NULL },
	{ "R043", "determine", "matter.created_on=2026-02-27 param.determine.gap_workdays=1", KEPT, NULL, NULL },
	{ "R043", "determine", "matter.created_on=2026-02-26 param.determine.gap_workdays=1", SEV_WARN, "matter.created_on", "2026-02-27" },
	{ "R043", "determine", "matter.created_on=2026-02-27", SEV_WARN, "matter.created_on", "本单位规定" },
	{ "R043", "propose", "matter.created_on=2026-03-03", SEV_BLOCK, "matter.created_on", "晚于今天" },
	{ "R044", "determine", "", KEPT, NULL, NULL },
	{ "R044", "determine", "matter.level=", SEV_BLOCK, "matter.level", "未定密级" },
	{ "R044", "determine", "matter.period=", SEV_BLOCK, "matter.period", "不得留空" },
	{ "R044", "determine", "matter.ntk=none", SEV_BLOCK, "matter.ntk", "知悉范围" },
	{ "R044", "derive", "matter.ntk=none", SEV_WARN, "matter.ntk", "来源的知悉范围" },
	{ "R044", "extend", "matter.new_period=", SEV_BLOCK, "matter.new_expiry", "不得留空" },
	{ "R046", "determine", "entry.present=no matter.period=10年", KEPT, NULL, NULL },
	{ "R046", "determine", "matter.period=11年", SEV_BLOCK, "matter.period", "秘密级不得超过10年，拟定为11年" },
	{ "R046", "determine", "entry.present=no matter.period=11年", SEV_BLOCK, "matter.period", "解密条件" },
	{ "R046", "determine", "matter.level=机密 entry.level=机密 matter.period=25年", SEV_BLOCK, "matter.period", "机密级不得超过20年，拟定为25年" },
	{ "R046", "determine", "matter.level=机密 matter.period=20年", KEPT, NULL, NULL },
	{ "R046", "determine", "matter.level=绝密 matter.period=30年", KEPT, NULL, NULL },
	{ "R046", "determine", "matter.level=绝密 matter.period=31年", SEV_BLOCK, "matter.period", "30年" },
	{ "R046", "determine", "matter.period=2036-03-01", KEPT, NULL, NULL },
	{ "R046", "determine", "matter.period=2036-03-02", SEV_BLOCK, "matter.period", "2036年3月2日" },
	{ "R046", "determine", "matter.period=9年 param.period.max_years_base=8", SEV_BLOCK, "matter.period", "8年〔本单位规定〕" },
	{ "R046", "determine", "matter.period=11年 entry.max_period= entry.long_term=yes", KEPT, NULL, NULL },
	{ "R046", "determine", "matter.period=11年 entry.max_period=15年", KEPT, NULL, NULL },
	{ "R046", "extend", "matter.new_period=11年", SEV_BLOCK, "matter.new_expiry", "10年" },
	{ "R046", "extend", "matter.new_period=11年 matter.external_approval=2026-03-01", KEPT, NULL, NULL },
	{ "R046", "list", "matter.period=11年 matter.external_approval=2026-03-01", SEV_BLOCK, "matter.period", "10年" },
	{ "R047", "determine", "", KEPT, NULL, NULL },
	{ "R047", "determine", "matter.period=条件:公布前 matter.start=", KEPT, NULL, NULL },
	{ "R047", "determine", "matter.period=2026-03-02", KEPT, NULL, NULL },
	{ "R047", "determine", "matter.period=2026-03-01", SEV_BLOCK, "matter.period", "2026-03-02" },
	{ "R047", "determine", "matter.start=2021-03-02", SEV_BLOCK, "matter.period", "届满" },
	{ "R047", "determine", "matter.start=2021-03-03", KEPT, NULL, NULL },
	{ "R048", "determine", "matter.period=条件:考试开始前", KEPT, NULL, NULL },
	{ "R048", "determine", "matter.period=条件:适当时候", SEV_WARN, "matter.period", "适当时" },
	{ "R048", "list", "matter.period=条件:领导认为条件成熟后", SEV_WARN, "matter.period", "条件成熟" },
	{ "R049", "determine", "matter.period=长期 entry.long_term=yes", KEPT, NULL, NULL },
	{ "R049", "determine", "matter.period=长期", SEV_BLOCK, "matter.period", "长期" },
	{ "R049", "determine", "matter.period=长期 entry.long_term=yes entry.present=no", SEV_BLOCK, "matter.period", "长期" },
	{ "R049", "extend", "matter.new_period=长期", SEV_BLOCK, "matter.new_expiry", "长期" },
	{ "R050", "determine", "", KEPT, NULL, NULL },
	{ "R050", "determine", "matter.start= matter.period=条件:公布前", KEPT, NULL, NULL },
	{ "R050", "determine", "matter.created_on=", KEPT, NULL, NULL },
	{ "R050", "determine", "matter.start=", SEV_WARN, "matter.start", "制发日" },
	{ "R050", "determine", "matter.start=2026-03-01", SEV_WARN, "matter.start", "早于" },
	{ "R052", "determine", "matter.ntk=persons", KEPT, NULL, NULL },
	{ "R052", "determine", "matter.ntk=unit", SEV_BLOCK, "matter.ntk_reason", "理由" },
	{ "R052", "determine", "matter.ntk=unit matter.ntk_reason=全科承办", SEV_TASK, "matter.ntk", "限定到具体人员" },
	{ "R054", "determine", "matter.level=秘密", KEPT, NULL, NULL },
	{ "R054", "determine", "matter.level=机密", SEV_LOG, "matter.level", "知悉记录" },
	{ "R054", "lend", "place.carrier_level=绝密", SEV_LOG, "place.carrier_level", "绝密" },
	{ "R055", "widen", "", KEPT, NULL, NULL },
	{ "R055", "widen", "approver.kind=statutory", KEPT, NULL, NULL },
	{ "R055", "widen", "approver.kind=none", SEV_BLOCK, "approver.kind", "主要负责人" },
	{ "R055", "widen", "approver.present=no", SEV_BLOCK, "approver.kind", "主要负责人" },
	{ "R058", "determine", "matter.joint_units=5 matter.joint_consulted=5", KEPT, NULL, NULL },
	{ "R058", "determine", "matter.joint_units=5 matter.joint_consulted=4", SEV_BLOCK, "matter.joint_consulted", "其余1个" },
	{ "R058", "propose", "matter.joint_units=1", SEV_WARN, "matter.joint_consulted", "征求" },
	{ "R058", "release", "matter.joint_units=1", KEPT, NULL, NULL },
	{ "R060", "determine", "matter.issuer=self", KEPT, NULL, NULL },
	{ "R060", "release", "matter.issuer=superior", KEPT, NULL, NULL },
	{ "R060", "determine", "matter.issuer=superior", SEV_BLOCK, "matter.issuer", "上级" },
	{ "R060", "propose", "matter.issuer=superior", SEV_WARN, "matter.issuer", "承办人" },
	{ "R061", "determine", "matter.kind=document", KEPT, NULL, NULL },
	{ "R061", "determine", "matter.kind=", KEPT, NULL, NULL },
	{ "R061", "determine", "matter.kind=meeting", SEV_TASK, "matter.kind", "保密方案" },
	{ "R061", "determine", "matter.kind=procurement", SEV_TASK, "matter.kind", "保密协议" },
	{ "R061", "determine", "matter.kind=project", SEV_TASK, "matter.kind", "资质" },
	{ "R063", "keep", "matter.mark=秘密★5年", KEPT, NULL, NULL },
	{ "R063", "keep", "matter.mark=", KEPT, NULL, NULL },
	{ "R063", "keep", "matter.mark=机密", KEPT, NULL, NULL },
	{ "R063", "keep", "matter.mark=秘密5年", SEV_BLOCK, "matter.mark", "不成形式" },
	{ "R063", "keep", "matter.mark=秘密★6年", SEV_BLOCK, "matter.mark", "秘密★5年" },
	{ "R063", "keep", "matter.mark=机密★5年", SEV_BLOCK, "matter.mark", "不一致" },
	{ "R063", "determine", "matter.level= matter.mark=机密★5年", KEPT, NULL, NULL },
	{ "R064", "keep", "matter.mark=秘密★5年", KEPT, NULL, NULL },
	{ "R064", "keep", "matter.mark=", KEPT, NULL, NULL },
	{ "R064", "keep", "matter.mark=机密", SEV_BLOCK, "matter.mark", "只有密级" },
	{ "R069", "determine", "", KEPT, NULL, NULL },
	{ "R069", "determine", "matter.unmarkable=yes", SEV_TASK, "matter.unmarkable", "书面通知" },
	/* Monday 2026-03-02 is the tenth working day after Monday 2026-02-16, without holidays. */
	{ "R084", "forward_unclear", "matter.created_on=2026-02-16", KEPT, NULL, NULL },
	{ "R084", "forward_unclear", "matter.created_on=", KEPT, NULL, NULL },
	{ "R084", "forward_unclear", "matter.created_on=2026-02-13", SEV_WARN, "matter.created_on", "2026-02-27" },
	{ "R084", "forward_unclear", "entry.present=yes", SEV_BLOCK, "matter.entry", "不是不明确事项" },
	{ "R096", "extend", "case.today=2026-05-31", KEPT, NULL, NULL },
	{ "R096", "extend", "case.today=2026-06-01", SEV_BLOCK, "matter.old_expiry", "自行解密" },
	{ "R096", "extend", "matter.new_period=5年", SEV_BLOCK, "matter.new_expiry", "不是延长" },
	{ "R096", "extend", "matter.new_period=61个月", KEPT, NULL, NULL },
	{ "R096", "extend", "matter.old_expiry= matter.period=条件:公布前", KEPT, NULL, NULL },
	{ "R096", "extend", "matter.old_expiry= case.today=2026-06-01", SEV_BLOCK, "matter.old_expiry", "2026-06-01" },
	{ "R096", "extend", "matter.new_period=长期", KEPT, NULL, NULL },
	{ "R097", "extend", "matter.notice_arrives=2026-05-31", KEPT, NULL, NULL },
	{ "R097", "extend", "matter.old_expiry= matter.period=长期 matter.notice_arrives=", KEPT, NULL, NULL },
	{ "R097", "extend", "matter.notice_arrives=2026-06-01", SEV_WARN, "matter.notice_arrives", "提前送达" },
	{ "R097", "extend", "matter.notice_arrives=", SEV_TASK, "matter.notice_arrives", "2026-06-01" },
	{ "R098", "extend", "matter.new_period=8年", KEPT, NULL, NULL },
	{ "R098", "extend", "matter.new_period=9年 entry.present=no", KEPT, NULL, NULL },
	{ "R098", "extend", "matter.new_period=9年 entry.max_period=", KEPT, NULL, NULL },
	{ "R098", "extend", "matter.new_period=长期", KEPT, NULL, NULL },
	{ "R098", "extend", "matter.new_period=97个月", SEV_BLOCK, "matter.external_approval", "30日" },
	{ "R098", "extend", "matter.start= matter.first_start=", SEV_WARN, "matter.first_start", "累计期限" },
	{ "R098", "extend", "matter.new_period=9年 matter.external_approval=2026-03-01", KEPT, NULL, NULL },
	{ "R101", "release", "matter.old_expiry=2026-03-02", KEPT, NULL, NULL },
	{ "R101", "release", "matter.old_expiry= matter.period=条件:公布前", KEPT, NULL, NULL },
	{ "R101", "release", "matter.old_expiry=2026-03-03", SEV_BLOCK, "matter.cause", "2026-03-03" },
	{ "R101", "release", "matter.cause=none", KEPT, NULL, NULL },
	{ "R101", "release", "matter.cause=harmless matter.old_expiry=2026-03-03", KEPT, NULL, NULL },
	{ "R101", "release", "matter.cause=harmless", SEV_WARN, "matter.cause", "自行解密" },
	{ "R102", "release", "", KEPT, NULL, NULL },
	{ "R102", "release", "matter.cause=published", KEPT, NULL, NULL },
	{ "R102", "release", "matter.cause=none", SEV_BLOCK, "matter.cause", "没有解密理由" },
	{ "R102", "release", "matter.cause=harmless matter.interest_assessment=yes", KEPT, NULL, NULL },
	{ "R102", "release", "matter.cause=harmless", SEV_BLOCK, "matter.interest_assessment", "本单位规定" },
	{ "R102", "release", "matter.cause=harmless matter.interest_assessment=no", SEV_BLOCK, "matter.interest_assessment", "利益评估" },
	{ "R102", "release", "matter.cause=scope matter.interest_assessment=yes entry.present=no", KEPT, NULL, NULL },
	{ "R102", "release", "matter.cause=scope matter.interest_assessment=yes", SEV_WARN, "matter.cause", "SL-02" },
	{ "R103", "release", "", KEPT, NULL, NULL },
	{ "R103", "release", "matter.cause=published", SEV_TASK, "matter.cause", "公布" },
	{ "R109", "release", "", KEPT, NULL, NULL },
	{ "R109", "release", "matter.period=长期", SEV_BLOCK, "matter.external_approval", "中央有关机关" },
	{ "R109", "release", "matter.period=长期 matter.external_approval=2026-03-01", KEPT, NULL, NULL },
	{ "R110", "release", "matter.cause=published", KEPT, NULL, NULL },
	{ "R110", "release", "matter.cause=harmless", SEV_TASK, "matter.cause", "书面通知" },
	{ "R110", "release", "matter.cause=scope", SEV_TASK, "matter.cause", "登记送达" },
	{ "R119", "keep", "place.carrier_level=机密 place.keeper=no", KEPT, NULL, NULL },
	{ "R119", "keep", "place.carrier_level=绝密 place.keeper=yes", KEPT, NULL, NULL },
	{ "R119", "keep", "place.carrier_level=绝密 place.keeper=no", SEV_BLOCK, "place.keeper", "专人" },
	{ "R119", "lend", "place.carrier_level=绝密 place.second_person=yes", KEPT, NULL, NULL },
	{ "R119", "lend", "place.carrier_level=绝密 place.second_person=no", SEV_BLOCK, "place.second_person", "两人" },
	{ "R119", "lend", "place.carrier_level=绝密", SEV_WARN, "place.second_person", "两人" },
	{ "R120", "keep", "place.carrier_level=机密", KEPT, NULL, NULL },
	{ "R120", "keep", "place.carrier_level=绝密", SEV_BLOCK, "place.max_level", "绝密级" },
	{ "R120", "keep", "place.max_level=", SEV_BLOCK, "place.max_level", "未定" },
	{ "R120", "keep", "place.present=no", SEV_BLOCK, "place.max_level", "没有保存场所" },
	{ "R120", "lend", "", KEPT, NULL, NULL },
	{ "R120", "lend", "place.present=yes place.max_level=秘密 place.carrier_level=机密", SEV_BLOCK, "place.max_level", "机密级" },
	{ "R122", "lend", "place.due=2026-03-09", KEPT, NULL, NULL },
	{ "R122", "lend", "place.due=2026-03-02", KEPT, NULL, NULL },
	{ "R122", "lend", "place.due=2026-03-10", SEV_WARN, "place.due", "2026-03-09" },
	{ "R122", "lend", "place.due=2026-03-10", SEV_WARN, "place.due", "〔本单位规定〕" },
	{ "R122", "lend", "place.due=2026-03-01", SEV_BLOCK, "place.due", "早于今天" },
	{ "R122", "lend", "place.due=", SEV_BLOCK, "place.due", "没有归还日期" },
	{ "R127", "lend", "place.person_category=general", KEPT, NULL, NULL },
	{ "R127", "lend", "place.person_category=", KEPT, NULL, NULL },
	{ "R127", "lend", "place.person_category=general place.carrier_level=", KEPT, NULL, NULL },
	{ "R127", "lend", "place.carrier_level=机密", SEV_WARN, "place.person_category", "秘密级" },
	{ "R127", "lend", "place.person_category=none", SEV_WARN, "place.person_category", "不是涉密人员" },
	{ "R128", "designate", "approver.vetted_on=2026-03-02", KEPT, NULL, NULL },
	{ "R128", "designate", "approver.vetted_on=", SEV_BLOCK, "approver.vetted_on", "保密审查" },
	{ "R128", "activate", "approver.vetted_on=2026-03-03", SEV_BLOCK, "approver.vetted_on", "晚于今天" },
	{ "R129", "determine", "approver.vetted_on=2023-03-02", KEPT, NULL, NULL },
	{ "R129", "determine", "approver.vetted_on=", KEPT, NULL, NULL },
	{ "R129", "determine", "approver.category=", KEPT, NULL, NULL },
	{ "R129", "determine", "approver.category=none approver.vetted_on=2001-01-01", KEPT, NULL, NULL },
	{ "R129", "determine", "approver.vetted_on=2023-03-01", SEV_WARN, "approver.vetted_on", "参照口径" },
	{ "R129", "designate", "approver.category=core approver.vetted_on=2025-03-01", SEV_WARN, "approver.vetted_on", "2026-03-01" },
	{ "R130", "designate", "approver.pledge_on=2026-03-02", KEPT, NULL, NULL },
	{ "R130", "designate", "approver.pledge_on=", SEV_BLOCK, "approver.pledge_on", "承诺书" },
	{ "R130", "activate", "approver.pledge_on=2026-03-03", SEV_BLOCK, "approver.pledge_on", "晚于今天" },
	{ "R139", "nominate", "approver.admin=", KEPT, NULL, NULL },
	{ "R139", "nominate", "approver.admin=yes", SEV_BLOCK, "approver.admin", "兼任" },
	{ "R140", "determine", "proposer.admin= approver.admin=", KEPT, NULL, NULL },
	{ "R140", "determine", "approver.admin=yes", SEV_BLOCK, "approver.admin", "三员" },
	{ "R140", "propose", "proposer.admin=yes", SEV_BLOCK, "proposer.admin", "三员" },
	{ "R140", "propose", "approver.present=no approver.admin=yes", KEPT, NULL, NULL },
	{ "R143", "assess", "system.assessed_on=2024-03-02 system.next_due=", KEPT, NULL, NULL },
	{ "R143", "assess", "system.assessed_on=2024-03-01 system.next_due=", SEV_WARN, "system.assessed_on", "2026-03-01" },
	{ "R143", "assess", "system.level=绝密 system.assessed_on=2025-03-02 system.next_due=2026-03-02", KEPT, NULL, NULL },
	{ "R143", "assess", "system.level=绝密 system.assessed_on=2025-03-02 system.next_due=2026-03-03", SEV_BLOCK, "system.next_due", "2026-03-02" },
	{ "R143", "assess", "system.assessed_on=", SEV_WARN, "system.assessed_on", "没有" },
	{ "R150", "rectify", "duty.done=2026-03-31", KEPT, NULL, NULL },
	{ "R150", "rectify", "duty.due=", KEPT, NULL, NULL },
	{ "R150", "rectify", "duty.done_by= duty.verified_by=", KEPT, NULL, NULL },
	{ "R150", "rectify", "duty.done=2026-04-01", SEV_WARN, "duty.due", "超期1日" },
	{ "R150", "rectify", "duty.done= duty.due=2026-03-01", SEV_WARN, "duty.due", "〔本单位规定〕" },
	{ "R150", "rectify", "duty.verified_by=11", SEV_BLOCK, "duty.verified_by", "复核自己" },
	/* 24 hours to the minute */
	{ "R151", "report", "duty.reported=2026-03-02T10:00", KEPT, NULL, NULL },
	{ "R151", "report", "duty.discovered=", KEPT, NULL, NULL },
	{ "R151", "report", "duty.reported=2026-03-02T10:01", SEV_WARN, "duty.reported", "24小时1分" },
	{ "R151", "report", "duty.reported=2026-03-01T09:59", SEV_BLOCK, "duty.reported", "早于" },
	{ "R151", "report", "duty.reported=", SEV_TASK, "duty.reported", "24小时" },

	/* ---- derivatives: a 秘密 source until 2031-03-02, taken over as it stands */
	{ "R025", "derive", "", KEPT, NULL, NULL },
	{ "R025", "derive", "unit.tier=county", SEV_LOG, "matter.level", "权限为无" },
	{ "R025", "derive", "matter.level=绝密", SEV_LOG, "matter.level", "权限为机密" },
	{ "R072", "derive", "", KEPT, NULL, NULL },
	{ "R072", "derive", "source.2.level=秘密 source.2.released_on=2026-03-02", KEPT, NULL, NULL },
	{ "R072", "derive", "source.2.level=秘密 source.2.released_on=2026-03-03", SEV_TASK, "matter.mark", "封面" },
	{ "R075", "derive", "source.1.trigger=4", KEPT, NULL, NULL },
	{ "R075", "derive", "source.1.trigger=", SEV_BLOCK, "source.1.trigger", "来源1" },
	{ "R075", "derive", "source.7.level=秘密", SEV_BLOCK, "source.7.trigger", "来源7" },
	{ "R076", "derive", "", KEPT, NULL, NULL },
	{ "R076", "derive", "matter.level=", KEPT, NULL, NULL },
	{ "R076", "derive", "source.1.level=", KEPT, NULL, NULL },
	{ "R076", "derive", "matter.level=机密", SEV_BLOCK, "matter.level", "来源为秘密级" },
	{ "R076", "derive", "source.1.level=机密", SEV_BLOCK, "matter.level", "改为机密级" },
	{ "R076", "derive", "matter.level=机密 source.2.level=秘密", KEPT, NULL, NULL },
	{ "R077", "derive", "", KEPT, NULL, NULL },
	{ "R077", "derive", "matter.period=", KEPT, NULL, NULL },
	{ "R077", "derive", "matter.period=5年", KEPT, NULL, NULL },
	{ "R077", "derive", "matter.period=2031-02-28", SEV_BLOCK, "matter.period", "2031年3月1日" },
	{ "R077", "derive", "matter.period=2031-03-02", KEPT, NULL, NULL }, /* or the first free day */
	{ "R077", "derive", "matter.period=2031-03-03", SEV_BLOCK, "matter.period", "不重新起算" },
	{ "R077", "derive", "matter.period=10年", SEV_BLOCK, "matter.period", "拟定为10年" },
	{ "R077", "derive", "source.1.expiry=", SEV_WARN, "source.1.expiry", "没有标明" },
	{ "R077", "derive", "source.1.expiry= source.1.released_on=2026-03-01", KEPT, NULL, NULL },
	{ "R077", "derive", "source.1.expiry= source.1.issued_on=2021-03-02", KEPT, NULL, NULL },
	{ "R077", "derive", "source.1.expiry= source.1.issued_on=2021-03-03", SEV_BLOCK, "matter.period", "2031年3月2日" },
	{ "R077", "derive", "source.1.expiry= source.1.long_term=yes matter.period=长期", KEPT, NULL, NULL },
	{ "R077", "derive", "source.1.expiry= source.1.long_term=yes", SEV_BLOCK, "matter.period", "长期" },
	{ "R077", "derive", "source.1.expiry= source.1.condition=开标前 matter.period=条件:开标前", KEPT, NULL, NULL },
	{ "R077", "derive", "source.1.expiry= source.1.condition=开标前", SEV_BLOCK, "matter.period", "开标前" },
	{ "R077", "derive", "source.1.expiry= source.1.condition=20年", KEPT, NULL, NULL }, /* no condition that a mark can say */
	{ "R078", "derive", "", KEPT, NULL, NULL },
	{ "R078", "change", "", KEPT, NULL, NULL },
	{ "R078", "derive", "source.1.released_on=2026-03-03", KEPT, NULL, NULL },
	{ "R078", "derive", "source.1.released_on=2026-03-02", SEV_BLOCK, "source.1.released_on", "撤回" },
	{ "R078", "derive", "source.1.expiry=2026-03-03 matter.period=2026-03-02", KEPT, NULL, NULL },
	{ "R078", "derive", "source.1.expiry=2026-03-02", SEV_BLOCK, "source.1.released_on", "均已解密" },
	{ "R078", "derive", "source.1.released_on=2026-03-02 source.2.level=秘密", KEPT, NULL, NULL },
	{ "R078", "review", "source.1.level=秘密 source.1.released_on=2026-01-01", SEV_BLOCK, "source.1.released_on", "随之解密" },
	{ "R080", "derive", "", KEPT, NULL, NULL },
	{ "R080", "derive", "source.1.level=", SEV_BLOCK, "source.1.level", "没有密级" },
	{ "R080", "derive", "source.1.level= source.1.expiry= source.1.trigger=", SEV_BLOCK, "source.1.level", "没有来源" },
	{ "R081", "change", "source.1.level=秘密 source.1.expiry=2031-03-02", SEV_BLOCK, "matter.level", "建议" }, /* and the entry, longer */
	{ "R081", "change", "entry.present=no source.1.level=秘密 source.1.expiry=2031-03-02", KEPT, NULL, NULL },
	{ "R081", "change", "entry.present=no source.1.level=机密 source.1.expiry=2031-03-02", SEV_BLOCK, "matter.level", "来源仍在保密" },
	{ "R081", "change", "entry.present=no source.1.level=秘密 source.1.expiry=2031-03-03", SEV_BLOCK, "matter.level", "来源仍在保密" },
	{ "R081", "extend", "entry.present=no source.1.level=秘密 source.1.expiry=2028-06-01", KEPT, NULL, NULL },
	{ "R081", "extend", "entry.present=no source.1.level=秘密 source.1.expiry=2026-06-01", SEV_BLOCK, "matter.level", "来源仍在保密" },
	{ "R081", "release", "source.1.level=秘密", KEPT, NULL, NULL },
	{ "R081", "release", "matter.cause=harmless source.1.level=秘密", SEV_BLOCK, "matter.cause", "建议" },
	{ "R081", "release", "matter.cause=harmless source.1.level=秘密 source.1.released_on=2026-01-01", KEPT, NULL, NULL },
	{ "R082", "derive", "matter.level=机密", KEPT, NULL, NULL },
	{ "R082", "derive", "source.2.level=秘密 source.2.expiry=2030-01-01", KEPT, NULL, NULL },
	{ "R082", "derive", "source.2.level=机密 source.2.expiry=2030-01-01", SEV_BLOCK, "matter.level", "最高为机密级" },
	{ "R082", "derive", "source.2.level=秘密 source.2.expiry=2031-03-03", SEV_BLOCK, "matter.period", "2031年3月2日" },
	{ "R082", "derive", "source.2.level=秘密 source.2.expiry=2030-01-01 matter.level=机密", SEV_BLOCK, "matter.level", "改为秘密级" },
	/* which is later nobody can tell: one of them is chosen */
	{ "R082", "derive", "source.2.level=秘密 source.2.condition=开标前", SEV_WARN, "matter.period", "最后届满" },
	{ "R082", "derive", "source.2.level=秘密 source.2.condition=开标前 matter.period=条件:开标前", SEV_WARN, "matter.period", "最后届满" },
	{ "R082", "derive", "source.2.level=秘密 source.2.condition=开标前 matter.period=", SEV_WARN, "matter.period", "最后届满" },
	{ "R082", "derive", "source.2.level=秘密 source.2.condition=开标前 matter.period=2040-01-01", SEV_BLOCK, "matter.period", "最后届满" },
	{ "R082", "derive", "source.2.level=秘密 source.2.condition=开标前 source.3.level=秘密 source.3.expiry=2026-01-01 matter.period=2025-12-31", SEV_BLOCK, "matter.period", "最后届满" },
	{ "R082", "derive", "source.1.expiry= source.1.condition=开标前 source.2.level=秘密 source.2.expiry=2031-03-02", SEV_WARN, "matter.period", "最后届满" },
	{ "R082", "derive", "source.1.expiry= source.1.condition=开标前 source.2.level=秘密 source.2.condition=公布前", SEV_BLOCK, "matter.period", "最后届满" },
	{ "R082", "derive", "source.2.level=秘密 source.2.condition=开标前 source.2.long_term=yes matter.period=长期", KEPT, NULL, NULL },
	{ "R082", "derive", "entry.present=yes source.1.expiry= source.1.condition=开标前 matter.period=8年", SEV_WARN, "matter.period", "最后届满" },
	{ "R082", "derive", "entry.present=yes source.1.expiry= source.1.condition=开标前 matter.period=条件:开标前", SEV_WARN, "matter.period", "最后届满" },
	{ "R082", "derive", "source.1.expiry= source.1.condition=开标前 source.2.level=秘密 source.2.condition=开标前", SEV_BLOCK, "matter.period", "开标前" },
	{ "R082", "derive", "entry.present=yes entry.level=机密", SEV_BLOCK, "matter.level", "最高为机密级" },
	{ "R082", "derive", "entry.present=yes", SEV_BLOCK, "matter.period", "2034年3月1日" },
	{ "R083", "derive", "", KEPT, NULL, NULL },
	{ "R083", "derive", "source.1.level= source.1.expiry= source.1.trigger=", KEPT, NULL, NULL },
	{ "R083", "derive", "source.1.trigger= source.2.level=秘密 source.2.trigger=2", KEPT, NULL, NULL },
	{ "R083", "derive", "source.1.trigger=", SEV_WARN, "source.1.trigger", "不是派生" },
	/* ---- unclear and disputed */
	{ "R085", "forward_unclear", "", KEPT, NULL, NULL },
	{ "R085", "forward_unclear", "matter.level= matter.addressee=state", KEPT, NULL, NULL },
	{ "R085", "forward_unclear", "matter.addressee=province", KEPT, NULL, NULL },
	{ "R085", "forward_unclear", "matter.addressee=state matter.level=绝密", KEPT, NULL, NULL },
	{ "R085", "forward_unclear", "matter.addressee=state unit.tier=central", KEPT, NULL, NULL },
	{ "R085", "forward_unclear", "matter.addressee=state", SEV_BLOCK, "matter.addressee", "应报省级" },
	{ "R085", "forward_unclear", "matter.addressee=province matter.level=绝密", SEV_BLOCK, "matter.addressee", "应报国家" },
	{ "R085", "forward_unclear", "matter.addressee=superior", SEV_BLOCK, "matter.addressee", "上级" },
	{ "R086", "forward_unclear", "", KEPT, NULL, NULL },
	{ "R086", "forward_unclear", "matter.received_on=2026-02-16", KEPT, NULL, NULL },
	{ "R086", "forward_unclear", "matter.received_on=2026-02-13", SEV_TASK, "matter.answered_on", "2026-02-27" },
	{ "R086", "forward_unclear", "matter.received_on=2026-02-13 matter.answered_on=2026-03-01", KEPT, NULL, NULL },
	{ "R088", "dispute", "", KEPT, NULL, NULL },
	{ "R088", "dispute", "matter.created_on=", KEPT, NULL, NULL },
	{ "R088", "dispute", "matter.created_on=2026-02-16", KEPT, NULL, NULL },
	{ "R088", "dispute", "matter.created_on=2026-02-13", SEV_TASK, "matter.answered_on", "〔本单位规定〕" },
	{ "R088", "dispute", "matter.created_on=2026-02-13 matter.answered_on=2026-02-20", KEPT, NULL, NULL },
	{ "R089", "dispute", "matter.addressee=province", KEPT, NULL, NULL },
	{ "R089", "dispute", "matter.addressee=province claim.1.level=绝密", KEPT, NULL, NULL }, /* determined as 秘密 */
	{ "R089", "dispute", "matter.addressee=state matter.level= claim.1.level=绝密", KEPT, NULL, NULL },
	{ "R089", "dispute", "matter.addressee=state unit.tier=central", KEPT, NULL, NULL },
	{ "R089", "dispute", "matter.addressee=state", SEV_BLOCK, "matter.addressee", "应报省级" },
	{ "R090", "dispute", "", KEPT, NULL, NULL },
	{ "R090", "dispute", "matter.effective_level=绝密 claim.2.level=机密", KEPT, NULL, NULL },
	{ "R090", "dispute", "matter.effective_level=机密 claim.2.level=机密", KEPT, NULL, NULL },
	{ "R090", "dispute", "matter.effective_level=秘密 claim.2.level=机密", SEV_BLOCK, "matter.effective_level", "机密级" },
	{ "R091", "dispute", "", KEPT, NULL, NULL },
	{ "R091", "dispute", "approver.kind=designated approver.present=no", KEPT, NULL, NULL },
	{ "R091", "dispute", "approver.kind=designated", SEV_WARN, "approver.kind", "主要负责人" },
	/* ---- change */
	{ "R073", "change", "", KEPT, NULL, NULL }, /* only the circle */
	{ "R073", "change", "matter.old_level=机密", SEV_TASK, "matter.mark", "重新作出标志" },
	{ "R073", "change", "matter.old_period=6年", SEV_TASK, "matter.mark", "重新作出标志" },
	{ "R073", "change", "matter.old_period=", SEV_TASK, "matter.mark", "重新作出标志" },
	{ "R073", "change", "matter.old_level=机密 matter.unmarkable=yes", KEPT, NULL, NULL },
	{ "R073", "extend", "", SEV_TASK, "matter.mark", "重新作出标志" },
	{ "R073", "release", "", SEV_TASK, "matter.mark", "解密标志" },
	{ "R092", "change", "", KEPT, NULL, NULL },
	{ "R092", "change", "matter.cause=harm", KEPT, NULL, NULL },
	{ "R092", "change", "matter.cause=", SEV_WARN, "matter.cause", "没有变更理由" },
	{ "R092", "change", "matter.cause=expired", SEV_BLOCK, "matter.cause", "解密的理由" },
	{ "R093", "change", "", KEPT, NULL, NULL },
	{ "R093", "extend", "matter.owner=other matter.successor=yes", KEPT, NULL, NULL },
	{ "R093", "change", "matter.owner=other", SEV_BLOCK, "matter.owner", "建议" },
	{ "R093", "change", "matter.owner=subordinate", SEV_LOG, "matter.owner", "下级" },
	{ "R095", "change", "", KEPT, NULL, NULL },
	{ "R095", "change", "matter.notice_arrives=", SEV_TASK, "matter.notice_arrives", "书面通知" },
	{ "R099", "change", "", KEPT, NULL, NULL },
	{ "R099", "change", "matter.old_level=", KEPT, NULL, NULL },
	{ "R099", "change", "matter.old_level=机密 matter.level=", KEPT, NULL, NULL },
	{ "R099", "change", "matter.old_level=机密", SEV_TASK, "matter.level", "降为秘密" },
	{ "R099", "change", "matter.level=机密", SEV_TASK, "matter.level", "升为机密" },
	{ "R107", "change", "matter.owner=other", KEPT, NULL, NULL },
	{ "R107", "change", "matter.successor=yes", KEPT, NULL, NULL },
	{ "R107", "release", "matter.owner=other matter.successor=yes", SEV_LOG, "matter.successor", "承接" },
	/* ---- review, release, archive */
	{ "R051", "release", "", KEPT, NULL, NULL },
	{ "R051", "release", "matter.old_expiry= matter.period= matter.level=", KEPT, NULL, NULL },
	{ "R051", "release", "matter.old_expiry= matter.period= matter.start=", KEPT, NULL, NULL },
	{ "R051", "release", "matter.old_expiry= matter.period= matter.start=2016-03-02", SEV_WARN, "matter.period", "2026-03-02" },
	{ "R051", "review", "matter.level=机密 matter.period= param.period.max_years_high=5", SEV_WARN, "matter.period", "2046-03-02" },
	{ "R051", "extend", "matter.old_expiry= matter.period= matter.level=绝密", SEV_WARN, "matter.period", "2051-06-01" },
	{ "R100", "review", "", KEPT, NULL, NULL },
	{ "R100", "review", "matter.old_expiry=2026-03-03", KEPT, NULL, NULL },
	{ "R100", "review", "matter.review=", SEV_BLOCK, "matter.review", "没有年度审核结论" },
	{ "R100", "review", "matter.old_expiry=2026-03-02", SEV_BLOCK, "matter.review", "2026-03-02" },
	{ "R100", "review", "matter.old_expiry=2026-03-02 matter.review=release", KEPT, NULL, NULL },
	{ "R100", "review", "matter.period=条件:公布前 matter.review=change", KEPT, NULL, NULL },
	{ "R100", "review", "matter.justification=", SEV_WARN, "matter.justification", "理由" },
	{ "R104", "transfer", "", KEPT, NULL, NULL },
	{ "R104", "transfer", "matter.release_review=", SEV_BLOCK, "matter.release_review", "解密审核" },
	{ "R104", "transfer", "matter.release_review=no", SEV_BLOCK, "matter.release_review", "解密审核" },
	{ "R106", "review", "", KEPT, NULL, NULL },
	{ "R106", "review", "matter.old_expiry=2026-06-01", KEPT, NULL, NULL },
	{ "R106", "review", "matter.old_expiry=2026-05-31", SEV_TASK, "matter.review", "90日内" },
	{ "R106", "review", "matter.old_expiry=2026-03-02", KEPT, NULL, NULL },
	{ "R106", "review", "matter.period=长期", KEPT, NULL, NULL },
	{ "R106", "review", "matter.old_expiry=2026-05-31 matter.review=extend", KEPT, NULL, NULL },
	{ "R108", "release", "matter.owner=other", KEPT, NULL, NULL },
	{ "R108", "release", "matter.cause=harmless", KEPT, NULL, NULL },
	{ "R108", "release", "matter.cause=harmless matter.owner=subordinate", KEPT, NULL, NULL },
	{ "R108", "release", "matter.cause=harmless matter.owner=other", SEV_BLOCK, "matter.owner", "建议" },
	{ "R108", "release", "matter.cause=scope matter.owner=other matter.successor=yes", KEPT, NULL, NULL },
	{ "R074", "release", "matter.cause=published", KEPT, NULL, NULL },
	{ "R074", "release", "matter.mark=秘密★5年", KEPT, NULL, NULL },
	{ "R074", "release", "matter.cause=published matter.mark=秘密★5年", SEV_BLOCK, "matter.mark", "秘密★5年" },
	{ "R111", "release", "", KEPT, NULL, NULL },
	{ "R111", "release", "matter.cause=harmless matter.work_secret=no", KEPT, NULL, NULL },
	{ "R111", "release", "matter.cause=harmless", SEV_TASK, "matter.work_secret", "工作秘密" },
	{ "R112", "release", "matter.partial=no", KEPT, NULL, NULL },
	{ "R112", "release", "matter.partial=yes matter.point_level=秘密", KEPT, NULL, NULL },
	{ "R112", "release", "matter.partial=yes", SEV_BLOCK, "matter.point_level", "部分解密" },
	{ "R074", "disclose", "matter.sensitive=no", KEPT, NULL, NULL },
	{ "R074", "disclose", "matter.sensitive=yes", SEV_BLOCK, "matter.sensitive", "部分公开" },
	{ "R074", "disclose", "matter.mark=秘密★5年", SEV_BLOCK, "matter.mark", "秘密★5年" },
	{ "R104", "disclose", "", KEPT, NULL, NULL },
	{ "R104", "disclose", "matter.released_on=", SEV_BLOCK, "matter.released_on", "先提出解密" },
	{ "R104", "disclose", "matter.released_on=2026-03-03", SEV_BLOCK, "matter.released_on", "先提出解密" },
	{ "R113", "disclose", "", KEPT, NULL, NULL },
	{ "R113", "disclose", "matter.disclosure_review=", SEV_BLOCK, "matter.disclosure_review", "逐项审查" },
	{ "R114", "disclose", "", KEPT, NULL, NULL },
	{ "R114", "disclose", "matter.owner=other", SEV_BLOCK, "matter.external_approval", "同意" },
	{ "R114", "disclose", "matter.owner=other matter.external_approval=2026-03-01", KEPT, NULL, NULL },
	{ "R113", "release", "matter.cause=published matter.disclosure_review=yes", KEPT, NULL, NULL },
	{ "R113", "release", "matter.cause=", KEPT, NULL, NULL },
	{ "R113", "release", "matter.cause=published matter.disclosure_review=no", SEV_BLOCK, "matter.disclosure_review", "没有保密审查" },
	{ "R113", "release", "matter.cause=published", SEV_TASK, "matter.disclosure_review", "登记" },
	{ "R113", "release", "", SEV_LOG, "matter.disclosure_review", "不等于公开" },
	{ "R114", "release", "matter.cause=published", KEPT, NULL, NULL },
	{ "R114", "release", "matter.owner=other", KEPT, NULL, NULL },
	{ "R114", "release", "matter.cause=published matter.owner=other", SEV_BLOCK, "matter.external_approval", "同意" },
	{ "R114", "release", "matter.cause=published matter.owner=other matter.external_approval=2026-03-01", KEPT, NULL, NULL },
	{ "R115", "transfer", "", KEPT, NULL, NULL },
	{ "R115", "transfer", "matter.created_on=2006-03-02", KEPT, NULL, NULL },
	{ "R115", "transfer", "matter.created_on=2006-03-01", SEV_WARN, "matter.created_on", "2026-03-01" },
	{ "R115", "transfer", "matter.created_on=2016-03-01 unit.tier=county", SEV_WARN, "matter.created_on", "2026-03-01" },
	{ "R115", "transfer", "matter.created_on=1980-01-01 unit.tier=other", KEPT, NULL, NULL },
	{ "R115", "transfer", "matter.created_on=", KEPT, NULL, NULL },
	/* ---- the rest */
	{ "R019", "grant", "", KEPT, NULL, NULL },
	{ "R019", "grant", "grant.received=no grant.produced=18", KEPT, NULL, NULL },
	{ "R019", "grant", "grant.received=no", KEPT, NULL, NULL },
	{ "R019", "grant", "grant.produced=0", KEPT, NULL, NULL },
	{ "R019", "grant", "grant.received=no grant.task=yes grant.produced=0", KEPT, NULL, NULL },
	{ "R019", "grant", "grant.received=no grant.produced=17", SEV_BLOCK, "grant.produced", "17件" },
	{ "R052", "widen", "matter.ntk=unit", SEV_BLOCK, "matter.ntk_reason", "理由" },
	{ "R056", "widen", "matter.outside=yes", KEPT, NULL, NULL },
	{ "R056", "widen", "matter.owner=other", KEPT, NULL, NULL },
	{ "R056", "widen", "source.1.level=秘密 matter.outside=yes", SEV_BLOCK, "matter.external_approval", "原定密单位同意" },
	{ "R056", "widen", "matter.owner=other matter.outside=yes matter.external_approval=2026-03-01", KEPT, NULL, NULL },
	{ "R056", "widen", "matter.owner=other matter.outside=yes", SEV_BLOCK, "matter.external_approval", "原定密单位同意" },
	{ "R057", "determine", "matter.point_level=秘密", KEPT, NULL, NULL },
	{ "R057", "determine", "matter.point_level=秘密 matter.level=", KEPT, NULL, NULL },
	{ "R057", "determine", "", KEPT, NULL, NULL },
	{ "R057", "change", "matter.point_level=机密", SEV_BLOCK, "matter.point_level", "机密级" },
	{ "R059", "determine", "", KEPT, NULL, NULL },
	{ "R059", "release", "unit.temporary=yes", KEPT, NULL, NULL },
	{ "R059", "determine", "unit.temporary=yes", SEV_BLOCK, "unit.temporary", "日常工作" },
	{ "R059", "propose", "unit.temporary=yes", SEV_WARN, "unit.temporary", "日常工作" },
	{ "R149", "correct", "", KEPT, NULL, NULL },
	{ "R149", "correct", "matter.owner=other matter.successor=yes", KEPT, NULL, NULL },
	{ "R149", "correct", "matter.owner=other", SEV_BLOCK, "matter.owner", "异议" },
	{ "R149", "correct", "matter.owner=subordinate", SEV_TASK, "matter.owner", "下级" },
	{ "R155", "correct", "matter.fault=10", KEPT, NULL, NULL },
	{ "R155", "correct", "matter.fault=", SEV_BLOCK, "matter.fault", "十项" },
	/* clang-format on */
};

static const struct finding *
find(const struct findings *all, const struct rule_case *c)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct finding *x = &all->v[i];

		if (strcmp(x->rule->id, c->rule) == 0 && c->severity != KEPT &&
		    x->severity == (enum severity)c->severity &&
		    strcmp(x->field, c->field) == 0 && strstr(x->text, c->zh) != NULL)
			return x;
	}
	return NULL;
}

static const struct finding *
any_of(const struct findings *all, const char *rule)
{
	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->v[i].rule->id, rule) == 0)
			return &all->v[i];
	return NULL;
}

static void
run_case(const struct rule_case *rc)
{
	struct findings all = { 0 };
	const struct finding *any;
	struct law_case c;
	enum law_act act;

	assert_true(law_act_parse(rc->act, &act));
	case_init(&c, act, rc->changes);
	law_check(&c.f, &all);
	any = any_of(&all, rc->rule);
	if (rc->severity == KEPT && any != NULL)
		fail_msg("%s %s %s: %s %s", rc->rule, rc->act, rc->changes, any->field,
		    any->text);
	if (rc->severity != KEPT && find(&all, rc) == NULL)
		fail_msg("%s %s %s: not found; %s %s", rc->rule, rc->act, rc->changes,
		    any != NULL ? any->field : "nothing", any != NULL ? any->text : "");
	findings_free(&all);
	case_done(&c);
}

static void
rules__keep_and_break(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		run_case(&cases[i]);
}

/* The facts the cases start from break no rule, whatever the act. */
static void
rules__accept_the_lawful_case(void **state)
{
	(void)state;
	for (int a = 0; a < LAW_COUNT; a++) {
		struct findings all = { 0 };
		struct law_case c;

		case_init(&c, (enum law_act)a, "");
		law_check(&c.f, &all);
		/* what is to be done next is no objection */
		if (all.n > 0 && all.v[0].severity < SEV_TASK)
			fail_msg("%s: %s %s %s", law_act_name((enum law_act)a),
			    all.v[0].rule->id, all.v[0].field, all.v[0].text);
		findings_free(&all);
		case_done(&c);
	}
}

static void
rules__have_a_case_of_both_kinds(void **state)
{
	size_t n;
	const struct rule *r = law_rules(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		bool kept = false, broken = false;

		for (size_t k = 0; k < ARRAY_LEN(cases); k++) {
			enum law_act act;

			if (strcmp(cases[k].rule, r[i].id) != 0)
				continue;
			assert_true(law_act_parse(cases[k].act, &act));
			/* A case of an act the rule does not speak of proves nothing of
			 * its check. */
			if (cases[k].severity != KEPT)
				broken = true;
			else if (r[i].acts & (1u << act))
				kept = true;
		}
		if (r[i].check != NULL && !(kept && broken))
			fail_msg("%s has no case that %s", r[i].id,
			    kept ? "breaks it" : "keeps it");
		if (r[i].check == NULL && (kept || broken))
			fail_msg("%s is kept by states, not by facts", r[i].id);
	}
	for (size_t k = 0; k < ARRAY_LEN(cases); k++)
		if (law_rule(cases[k].rule) == NULL)
			fail_msg("no rule %s", cases[k].rule);
}

static void
rules__are_a_clean_index(void **state)
{
	size_t n;
	const struct rule *r = law_rules(&n);

	(void)state;
	assert_true(n > 70);
	for (size_t i = 0; i < n; i++) {
		assert_true(strlen(r[i].id) == 4 && r[i].id[0] == 'R');
		assert_true(i == 0 || strcmp(r[i - 1].id, r[i].id) < 0);
		assert_true(r[i].title.zh[0] != '\0' && r[i].title.en[0] != '\0');
		assert_non_null(strstr(r[i].source, "条"));
		assert_int_equal(r[i].check != NULL, r[i].acts != 0);
		assert_ptr_equal(law_rule(r[i].id), &r[i]);
		/* The mark of what rests on the 2014 text alone: the number may have
		 * changed. */
		if (strstr(r[i].source, "2014年规定") != NULL)
			assert_non_null(strstr(r[i].source, "†"));
	}
	assert_null(law_rule("R999"));
}

/* Nothing known at all: no rule may trip over what is absent, in either language. */
static void
rules__bear_facts_that_are_absent(void **state)
{
	struct params param;

	(void)state;
	params_default(&param);
	for (int a = 0; a < LAW_COUNT * 2; a++) {
		struct facts f = { 0 };
		struct findings all = { 0 };

		lang_set(a < LAW_COUNT ? LANG_ZH : LANG_EN);
		facts_init(&f, &param, NULL, date_from_ymd(2026, 3, 2));
		f.act = (enum law_act)(a % LAW_COUNT);
		law_check(&f, &all);
		for (size_t i = 0; i < all.n; i++)
			assert_true(strlen(all.v[i].text) > 10);
		findings_free(&all);
	}
	lang_set(LANG_ZH);
}

/* Every text in English too, and no unit's own rule without its note. */
static void
rules__say_whose_rule_it_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases) * 2; i++) {
		const struct rule_case *rc = &cases[i / 2];
		const char *note = i % 2 ? "[unit's own rule]" : "〔本单位规定〕";
		struct findings all = { 0 };
		struct law_case c;
		enum law_act act;

		lang_set(i % 2 ? LANG_EN : LANG_ZH);
		assert_true(law_act_parse(rc->act, &act));
		case_init(&c, act, rc->changes);
		law_check(&c.f, &all);
		for (size_t k = 0; k < all.n; k++) {
			const char *first = strstr(all.v[k].text, note);

			assert_true(strlen(all.v[k].text) > 10);
			if (all.v[k].rule->origin == ORIGIN_UNIT && first == NULL)
				fail_msg("%s: %s", all.v[k].rule->id, all.v[k].text);
			if (first != NULL && strstr(first + 1, note) != NULL)
				fail_msg("%s: noted twice: %s", all.v[k].rule->id,
				    all.v[k].text);
		}
		findings_free(&all);
		case_done(&c);
	}
	lang_set(LANG_ZH);
}

static void
findings__come_most_severe_first(void **state)
{
	struct findings all = { 0 };
	struct law_case c;

	(void)state;
	case_init(&c, LAW_DETERMINE,
	    "matter.level=绝密 matter.ntk=unit matter.ntk_reason=全科 matter.head_no= "
	    "matter.period=40年 matter.justification= approver.filed_on=");
	law_check(&c.f, &all);
	assert_true(all.n > 5);
	assert_true(findings_block(&all));
	for (size_t i = 1; i < all.n; i++) {
		const struct finding *a = &all.v[i - 1], *b = &all.v[i];

		assert_true(a->severity <= b->severity);
		if (a->severity == b->severity)
			assert_true(strcmp(a->rule->id, b->rule->id) <= 0);
	}
	findings_free(&all);
	assert_int_equal(all.n, 0);
	assert_false(findings_block(&all));
	findings_free(NULL);
	case_done(&c);
}

/* Numbers that no form lets through. */
static void
rules__refuse_numbers_out_of_their_range(void **state)
{
	static const struct {
		const char *rule;
		enum law_act act;
		int head_no, fault;
	} bad[] = {
		{ "R003", LAW_DETERMINE, 8, 0 },
		{ "R003", LAW_PROPOSE, -1, 0 },
		{ "R155", LAW_CORRECT, 1, 11 },
		{ "R155", LAW_CORRECT, 1, -1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad) * 2; i++) {
		struct findings all = { 0 };
		struct law_case c;

		lang_set(i % 2 ? LANG_EN : LANG_ZH);
		case_init(&c, bad[i / 2].act, "");
		c.f.matter.head_no = bad[i / 2].head_no;
		c.f.matter.fault = bad[i / 2].fault;
		law_check(&c.f, &all);
		assert_non_null(any_of(&all, bad[i / 2].rule));
		assert_int_equal(any_of(&all, bad[i / 2].rule)->severity, SEV_BLOCK);
		findings_free(&all);
		case_done(&c);
	}
	lang_set(LANG_ZH);
}

/* What no form lets through but facts can hold: a count of nothing, conditions that
 * mislead. */
static void
rules__refuse_periods_no_form_lets_through(void **state)
{
	static const struct {
		const char *rule;
		struct period p;
	} bad[] = {
		{ "R047", { .kind = PERIOD_YEARS, .n = 0, .date = DATE_NONE } },
		{ "R047", { .kind = PERIOD_DAYS, .n = -5, .date = DATE_NONE } },
		{ "R048", { .kind = PERIOD_CONDITION, .date = DATE_NONE, .cond = " " } },
		{ "R063",
		    { .kind = PERIOD_CONDITION, .date = DATE_NONE, .cond = "20年" } },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad) * 2; i++) {
		struct findings all = { 0 };
		struct law_case c;

		lang_set(i % 2 ? LANG_EN : LANG_ZH);
		case_init(&c, LAW_DETERMINE, "");
		c.f.matter.period = bad[i / 2].p;
		law_check(&c.f, &all);
		assert_non_null(any_of(&all, bad[i / 2].rule));
		assert_int_equal(any_of(&all, bad[i / 2].rule)->severity, SEV_BLOCK);
		findings_free(&all);
		case_done(&c);
	}
	lang_set(LANG_ZH);
}

/* Ten working days over the autumn holidays of 2025 end on 16 October; without a calendar
 * on 10 October. */
static void
rules__count_working_days_by_the_calendar(void **state)
{
	static const struct {
		bool calendar;
		const char *today;
		bool late;
	} days[] = {
		{ true, "case.today=2025-10-16", false },
		{ true, "case.today=2025-10-17", true },
		{ false, "case.today=2025-10-10", false },
		{ false, "case.today=2025-10-11", true },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(days); i++) {
		struct findings all = { 0 };
		struct law_case c;
		struct err e;

		case_init(&c, LAW_FORWARD, "matter.created_on=2025-09-26");
		assert_int_equal(
		    calendar_add(&c.cal, 2025, false, "2025-10-01..2025-10-08", &e),
		    RC_OK);
		assert_int_equal(
		    calendar_add(&c.cal, 2025, true, "2025-09-28,2025-10-11", &e), RC_OK);
		if (!days[i].calendar)
			c.f.cal = NULL;
		case_apply(&c, days[i].today);
		law_check(&c.f, &all);
		assert_int_equal(any_of(&all, "R084") != NULL, days[i].late);
		findings_free(&all);
		case_done(&c);
	}
}

static void
names__go_round(void **state)
{
	enum law_act act;

	(void)state;
	for (int a = 0; a < LAW_COUNT; a++) {
		assert_true(law_act_parse(law_act_name((enum law_act)a), &act));
		assert_int_equal(act, a);
	}
	assert_false(law_act_parse("", &act));
	assert_false(law_act_parse("DETERMINE", &act));
	assert_string_equal(severity_name(SEV_BLOCK), "BLOCK");
	assert_string_equal(severity_name(SEV_LOG), "LOG");
	assert_string_equal(severity_title(SEV_TASK).zh, "待办");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules__accept_the_lawful_case),
		cmocka_unit_test(rules__keep_and_break),
		cmocka_unit_test(rules__refuse_numbers_out_of_their_range),
		cmocka_unit_test(rules__have_a_case_of_both_kinds),
		cmocka_unit_test(rules__are_a_clean_index),
		cmocka_unit_test(rules__bear_facts_that_are_absent),
		cmocka_unit_test(rules__say_whose_rule_it_is),
		cmocka_unit_test(rules__refuse_periods_no_form_lets_through),
		cmocka_unit_test(rules__count_working_days_by_the_calendar),
		cmocka_unit_test(findings__come_most_severe_first),
		cmocka_unit_test(names__go_round),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
