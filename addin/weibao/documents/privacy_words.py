"""Which characters may begin a Chinese name, and the words of official prose that only look like one."""

from __future__ import annotations

from typing import Final

SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关"
    "苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边仲缪冒佘"
    "吉沙宗明储褚窦云鞠蔚宦闻桑"
)

COMPOUND_SURNAMES: Final = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|夏侯|司徒|端木|南宫"

_WORDS: Final = (
    "万人万元万名专项丛林严格严禁严肃严重乔迁于其云南任何任务任意任职任课伍佰位于位列何处何时余人余名关于"
    "关心关怀关注关爱关系关键包保包含包括包联华东华侨单亲单位单独卫健卫生双亲史料叶片司徒司机司法周一周围"
    "周岁周年周末周边和谐唐山孔子季度季节宁夏安全安定安徽安心安抚安排安置安装宋代宗教尤其岳阳左右席位常住"
    "常年常态常见常规平均平安庄严康乐康养康复康宁张家张贴强制强化强壮强奸强迫徐州成为成功成员成年成效成果"
    "成立成绩成长房屋文件文具文化文明文艺方向方式方案方法方阵方面施工施教施行时候时期时间时限明德明星明显"
    "明确易发易受景区曲艺曾经朱砂杨浦林业查处查找查询植树武术武装段落殷切汪洋沈阳沙盘洪水温暖游学游戏游泳"
    "游玩牛奶王子甘肃田径申报申请申领白天盛会石油祝福章程童年童装管护管控管理纪律纪念纪检舒适苏州莫名解决"
    "解放解答解读解除许可许多费用贺信贾汪赵集路上路段路边车辆辛苦边境边缘边远邹城郑州金融金额钟点钱财闻讯"
    "阳光陆续陶艺雷锋项次项目马上于校于家于放时常常常高中高危高度高新高校高等高考高速高龄黄金黎明齐全龙舟"
)
WORDS: Final = frozenset(_WORDS[at : at + 2] for at in range(0, len(_WORDS), 2))
"""Words of two characters that begin with a surname; what begins like one of them is no name."""

PLACES: Final = frozenset("省市县区镇乡街")
"""What ends the name of a place and stands in no person's."""

NOT_NICKNAMES: Final = "学区组时型额说孩朋康微结心于儿班镇队车吃卖作家计户数岁鬼偷票程升初"
"""What makes a word of 小 (小学, 小区 …) and no nickname."""

BEFORE_NAMES: Final = (
    "儿童 孤儿 学生 男孩 女孩 男童 女童 幼儿 少年 少女 男生 女生 未成年人 被害人 受害人 当事人 对象 之子 之女 "
    "其子 其女 儿子 女儿 孙子 孙女 名叫 化名 走访 看望 慰问 帮扶 救助 对 把 将 和 与 及 为 是 给 让 使 由"
)
"""What may stand in front of a full name inside a sentence, divided by blanks."""
