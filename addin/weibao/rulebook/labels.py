"""The Chinese names of record types, fields and code words, for showing records to people."""

from __future__ import annotations

KINDS = {
    "AnnualField": "年度工作情况",
    "Category": "项目",
    "Count": "量化情况",
    "EvidenceHint": "佐证建议",
    "DocumentRule": "文书",
    "Fact": "总则",
    "Group": "集合名称",
    "Indicator": "指标",
    "InspectionLevel": "查验验收",
    "MaterialType": "材料类型",
    "MeetingKind": "会议",
    "Milestone": "时间节点",
    "Phase": "阶段",
    "PlannedRound": "计划轮次",
    "Post": "职务",
    "Remark": "矛盾与缺漏",
    "Requirement": "量化要求",
    "Rule": "规则",
    "Setting": "设置",
    "Task": "主要任务",
    "Unit": "单位",
    "Veto": "负面清单",
    "WorkSystem": "工作制度",
}
LABELS = {
    "order": "序号", "name": "名称", "formal": "全称", "aliases": "其他写法", "duty_order": "职责次序",
    "duty_heading": "职责标题", "duties": "职责", "category": "项目", "topic": "内容", "title": "标题",
    "standard": "工作标准", "full": "分值", "lead": "牵头单位", "co": "责任单位", "units_as_written": "责任单位原文",
    "aggregation": "汇总办法", "recurrence": "周期", "window": "材料时间", "text": "正文", "dated": "有发生日期",
    "recheck": "第一次复查",
    "scored": "计分", "milestone": "时间节点", "organ": "机关", "short": "简称",
    "group": "分组", "links": "对应指标", "start": "开始", "end": "结束", "phase": "阶段", "deliverable": "成果",
    "who": "责任人", "body": "会议主体", "per_year": "每年次数", "frequency": "频次", "purpose": "内容",
    "convener": "召集人", "agenda": "议题", "attendance": "出席", "minutes": "纪要", "distribution": "印发范围",
    "chairs": "可以主持的职务", "signers": "可以签批纪要的职务",
    "agenda_by": "可以批准议题的职务", "agenda_if_needed": "重要的议题才报批", "papers_by": "同意提交文件的职务",
    "by_right": "不必委托的职务", "everybody": "全体成员单位参加", "copies": "纪要发给谁",
    "copies_towns": "纪要发给有关镇街", "reported": "落实情况向领导小组报告",
    "actor": "谁做", "effect": "效果", "indicator": "指标", "subject": "对象", "measure": "计什么",
    "comparison": "比较",
    "threshold": "标准值", "unit": "单位", "period": "期间", "data": "要填的数", "ladder": "分档", "type": "类型",
    "shared": "同句", "assumption": "假定", "stated": "自评", "cap": "封顶", "round": "取整", "leads": "牵头的指标",
    "supports": "配合的指标", "vetoes": "有责任的负面清单",
    "named": "标准中有名目", "fields": "登记栏目", "seal": "盖章", "numbered": "有文号", "default": "默认值",
    "choices": "可选", "issuer": "发文机关", "code": "机关代字", "signatory": "签发", "signer": "签发人的设置",
    "heard": "征求意见", "heard_if_needed": "必要时才征求", "to": "主送", "cc": "抄送",
    "help": "说明", "explanation": "说明",
    "held_by": "由谁担任", "units": "单位", "every_member": "每个成员单位", "whole": "整个单位", "seats": "名额",
    "requirement": "量化要求", "also": "一并回答的要求", "ask": "问什么", "done": "填什么数", "total": "总数",
    "total_from": "总数见", "by": "谁填", "merge": "合并", "part": "占分", "target": "标准值", "steps": "分档",
    "most": "最大可能", "fractional": "可填小数", "joined": "与哪一行合起来看", "due": "时限",
    "office": "由哪张表数出", "meetings": "会议种类",
    "approval": "批准", "paper": "文书", "procedure": "变动办理", "setting": "对应的设置",
    "contact": "清单里的哪个人", "forms": "分哪几种", "post": "数哪个职务",
    "longest": "最多字数", "papers": "汇入的文书",
    "result": "要有的结果", "must": "每次都要有", "beside": "还从哪里数",
    "id": "编号", "kind": "类型", "source": "出处", "place": "部分", "item": "第几条", "quote": "引文",
    "reason": "理由",
    "at_least": "至少", "score": "得分", "verdict": "结论", "label": "原文的话", "level": "级别", "how": "怎样查",
    "look": "看什么", "types": "材料类型", "counted": "只用于有量化要求的", "role": "作用", "words": "认的字",
    "phrase": "栏里的话", "campaign": "用设置的起止", "standing": "现行有效", "yearly": "每年都要有", "scope": "范围",
    "file": "文件", "key": "项", "value": "值", "line": "原文", "record": "记录编号", "table": "所在的表",
}  # fmt: skip
_OWN = {(of, "whole"): "只填整数" for of in ("annual.annual_fields", "AnnualField")}

# The lists of `export.as_dict`, by their Chinese names.
PARTS = {
    "veto_effects": "负面清单的效果", "categories": "项目", "units": "单位", "indicators": "指标",
    "vetoes": "负面清单",
    "tasks": "主要任务", "phases": "阶段", "milestones": "时间节点", "meetings": "会议", "rules": "规则",
    "requirements": "量化要求", "evidence": "佐证建议", "material_types": "材料类型", "settings": "设置",
    "document_kinds": "文书", "posts": "职务", "counts": "量化情况", "unasked": "不问的量化要求",
    "work_systems": "工作制度",
    "facts": "总则各数的出处", "remarks": "通读发现的矛盾与缺漏", "systems": "规则：工作制度",
    "documents": "规则：公文处理",
    "safeguards": "规则：保障措施", "scoring": "规则：评分说明", "organisation": "规则：组织人员",
    "duties": "规则：职责",
    "principles": "规则：原则", "goals": "规则：目标", "uncited": "不作规定的句子",
    "rounds": "计划轮次", "inspections": "查验验收", "annual_fields": "年度工作情况各项",
}  # fmt: skip

# Code words by field: what a person reads instead of them.
WORDS = {
    "type": {
        "department": "部门", "town": "镇（街道）", "deadline": "时限", "period": "期间", "open": "没有终点",
        "system": "工作制度", "document": "公文处理", "safeguard": "保障措施", "scoring": "评分说明",
        "organisation": "组织人员", "duty": "职责", "principle": "原则", "goal": "目标",
        "hard": "原文写明", "derived": "由原文推出", "param": "由设置给出",
        "contradiction": "矛盾", "gap": "缺漏", "wording": "文字",
        "checklist": "指标清单", "annual": "年度工作情况",
        "date": "日期", "int": "整数", "number": "数", "text": "文字", "choice": "选项",
        "flag": "是或否", "names": "名单",
    },
    "comparison": {"=": "等于", ">=": "不少于", "<=": "不多于", ">": "大于", "<": "小于", "is": "是"},
    "stated": {"lowest": "取最低"},
    "group": {"mean": "平均", "lowest": "最低"},
    "cap": {"mean": "按平均", "none": "不封顶"},
    "round": {"down": "向下", "nearest": "就近"},
    "ask": {"number": "一个数", "share": "其中有多少", "flag": "是或否"},
    "merge": {"sum": "相加", "units": "做到的单位所占比例", "each": "答“是”的单位数"},
    "ladder": {"share": "按比例", "steps": "分档", "flag": "全有全无", "zero": "有一件就减"},
    "office": {"meetings": "会议台账", "listed": "督办", "roster": "成员名册"},
    "beside": {"rows": "只数工作制度", "register": "文号登记", "supervision": "督办"},
    "issuer": {"office": "办公室", "group": "领导小组"},
}  # fmt: skip

# The sheets of a rulebook's workbook by table (`tabular.shape`): name of the sheet, what stands in it.
TABLES = {
    "files": ("文件", "规则库由哪些文件组成；指标文件写明项目，假定写在这里的对整个文件有效"),
    "meta": ("总则", "规则库的编号、标题、发文机关、分档、总分等；places 每行一个，次序同原文"),
    "units.units": ("单位", "部门在前、镇街在后；其他写法每行一个；引文省去时以职责为引文"),
    "indicators.indicators": ("指标", "考核细则一行一条；牵头、责任单位每行一个；没有牵头的，单位都写在责任单位"),
    "vetoes.vetoes": ("负面清单", "负面清单各项"),
    "tasks.tasks": ("主要任务", "主要任务各项"),
    "tasks.tasks.links": ("任务与指标", "每项任务对应哪些指标：两边都有的一句话，或者为什么相关"),
    "phases.phases": ("阶段", "实施步骤的各个阶段"),
    "phases.milestones": ("时间节点", "各阶段中有时间、有成果的节点"),
    "meetings.meetings": ("会议", "会议的种类；每年次数只写有规定的"),
    "rules.rules": ("规则", "其他条款，一条一行"),
    "requirements.requirements": ("量化要求", "工作标准中有数、或可以化成数的话"),
    "counts.counts": ("量化情况", "清单“量化情况”表的各行：问什么、谁填、怎样折算"),
    "counts.counts.steps": ("量化分档", "分档的各档：从多少起得多少分"),
    "counts.unasked": ("不问的量化要求", "不列入清单的要求和理由"),
    "rounds.rounds": ("计划轮次", "各单位哪几轮填报，各在什么时候；每年一轮的写第一年的日期"),
    "rounds.inspections": ("查验验收", "上级哪几级查验验收，各由哪个机关、在哪个时间节点"),
    "annual.annual_fields": ("年度工作情况", "各单位每年报哪几项，由谁填、最多写多少字、汇入哪种文书"),
    "evidence.evidence": ("佐证建议", "每项指标可提供的佐证材料"),
    "material_types.material_types": ("材料类型", "佐证材料的类型"),
    "settings.settings": ("设置", "核定台账“设置”表的各项和默认值"),
    "documents.document_kinds": ("文书", "各种文书由谁发出、谁签发、先征求谁的意见"),
    "people.posts": ("职务", "领导小组和办公室的职务，变动怎样办理"),
    "systems.work_systems": ("工作制度", "联合调研、情况通报、专题研究、督查督办：各要有什么结果、发给谁"),
    "checks.checks": ("核查项目", "佐证材料核查的项目和级别"),
    "checks.roles": ("材料作用", "材料类型按用途归类"),
    "checks.figures": ("要一致的数", "各份材料里应当一致的数"),
    "checks.windows": ("材料时间", "“材料时间”栏的话是什么意思"),
    "checks.nodes": ("核查节点", "有起止日期的时间节点"),
    "checks.counts": ("材料件数", "材料至少要几件"),
    "uncited.uncited": ("不作规定的句子", "方案中不作规定的句子和理由"),
    "audit.remarks": ("矛盾与缺漏", "通读才能发现的矛盾、缺漏"),
    "meta.group": ("集合名称", "“各镇（街道）”这样的集合名称，只有一行"),
    "meta.veto_effects": ("负面清单的效果", "几项起是什么结论"),
    "meta.categories": ("项目", "考核细则的项目和分值"),
    "meta.facts": ("总则的出处", "总则各数的出处"),
    "more": ("其他出处", "同一条记录的第二条及以后的引文"),
    "text": ("方案原文", "方案原文，一行一段，不改一个字"),
}


def field_label(key: str, of: str = "") -> str:
    """The Chinese name of a field; `of` is its table or the class of its record, where one name means two things."""
    return _OWN.get((of, key)) or LABELS.get(key, key)


def column_label(column: str, table: str = "") -> str:
    """The heading of a column such as `full` or `source.place`."""
    return "·".join(field_label(part, table) for part in column.split("."))
