"""The Chinese names of record types, fields and code words, for showing records to people."""

from __future__ import annotations

KINDS = {
    "Category": "项目",
    "Count": "量化情况",
    "EvidenceHint": "佐证建议",
    "DocumentRule": "文书",
    "Fact": "总则",
    "Group": "集合名称",
    "Indicator": "指标",
    "MaterialType": "材料类型",
    "MeetingKind": "会议",
    "Milestone": "时间节点",
    "Phase": "阶段",
    "Post": "职务",
    "Remark": "矛盾与缺漏",
    "Requirement": "量化要求",
    "Rule": "规则",
    "Setting": "设置",
    "Task": "主要任务",
    "Unit": "单位",
    "Veto": "负面清单",
}
LABELS = {
    "order": "序号", "name": "名称", "formal": "全称", "aliases": "其他写法", "duty_order": "职责次序",
    "duty_heading": "职责标题", "duties": "职责", "category": "项目", "topic": "内容", "title": "标题",
    "standard": "工作标准", "full": "分值", "lead": "牵头单位", "co": "责任单位", "units_as_written": "责任单位原文",
    "aggregation": "汇总办法", "recurrence": "周期", "window": "材料时间", "text": "正文", "dated": "有发生日期",
    "group": "分组", "links": "对应指标", "start": "开始", "end": "结束", "phase": "阶段", "deliverable": "成果",
    "who": "责任人", "body": "会议主体", "per_year": "每年次数", "frequency": "频次", "purpose": "内容",
    "convener": "召集人", "agenda": "议题", "attendance": "出席", "minutes": "纪要", "distribution": "印发范围",
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
}  # fmt: skip

# The lists of `export.as_dict`, by their Chinese names.
PARTS = {
    "veto_effects": "负面清单的效果", "categories": "项目", "units": "单位", "indicators": "指标",
    "vetoes": "负面清单",
    "tasks": "主要任务", "phases": "阶段", "milestones": "时间节点", "meetings": "会议", "rules": "规则",
    "requirements": "量化要求", "evidence": "佐证建议", "material_types": "材料类型", "settings": "设置",
    "document_kinds": "文书", "posts": "职务", "counts": "量化情况", "unasked": "不问的量化要求",
    "facts": "总则各数的出处", "remarks": "通读发现的矛盾与缺漏", "systems": "规则：工作制度",
    "documents": "规则：公文处理",
    "safeguards": "规则：保障措施", "scoring": "规则：评分说明", "organisation": "规则：组织人员",
    "duties": "规则：职责",
    "principles": "规则：原则", "goals": "规则：目标", "uncited": "不作规定的句子",
}  # fmt: skip

# Code words by field: what a person reads instead of them.
WORDS = {
    "type": {
        "department": "部门", "town": "镇（街道）", "deadline": "时限", "period": "期间", "open": "没有终点",
        "system": "工作制度", "document": "公文处理", "safeguard": "保障措施", "scoring": "评分说明",
        "organisation": "组织人员", "duty": "职责", "principle": "原则", "goal": "目标",
        "hard": "原文写明", "derived": "由原文推出", "param": "由设置给出",
        "contradiction": "矛盾", "gap": "缺漏", "wording": "文字",
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
    "office": {"meetings": "会议台账", "listed": "督办"},
    "issuer": {"office": "办公室", "group": "领导小组"},
}  # fmt: skip
