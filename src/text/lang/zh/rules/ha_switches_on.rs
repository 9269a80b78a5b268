//! Chinese of OMS209.

texts![
    (
        "ha.config with switches on, for which obd's upgrade stops (Community Edition)",
        "ha.config 中有打开的开关，obd 的升级会因此停止（社区版）",
    ),
    (
        "A system parameter `ha.config` in which a key that contains `enable` is true, or in which one of the \
         documented ones is not set, so that its default counts, when the target is of the Community Edition.",
        "目标版本为社区版时，系统参数 `ha.config` 中有名称包含 `enable` 的键为 true，或有文档写明的此类键没有设置，因\
         而取默认值。",
    ),
    (
        "The offline upgrade of several nodes with obd refuses while any key of `ha.config` that contains `enable` \
         is true, `enable` itself and its defaults included. To switch off `enable` alone is not enough there.",
        "只要 `ha.config` 中有任何名称包含 `enable` 的键为 true（包括 `enable` 本身及各默认值），obd 的多节点离线升级\
         就会拒绝执行。仅关闭 `enable` 是不够的。",
    ),
    (
        "Right before the upgrade, note the values (this finding lists them), and set all of them to false: before \
         `{\"enable\":true,\"enableStore\":true}`, after `{\"enable\":false,\"enableStore\":false}`. After the \
         upgrade set them back, in one save together with the pull-back (OMS206). Whoever upgrades without obd only \
         switches off `enable`.",
        "临升级前，请记下这些值（本问题已列出），并全部设为 false：修改前 `{\"enable\":true,\"enableStore\":true}`，\
         修改后 `{\"enable\":false,\"enableStore\":false}`。升级后再改回，与回拉（OMS206）一次保存。不用 obd 升级时，\
         只需关闭 `enable`。",
    ),
    (
        "obd's own check before an upgrade of OMS-CE (high). What each default is was not seen: a documented key \
         that is not set counts as one that may be on (medium).",
        "obd 在升级 OMS-CE 之前的自身检查（把握：高）。各默认值是什么未曾见到：文档写明而没有设置的键，按可能打开处\
         理（把握：中）。",
    ),
    ("on", "已打开"),
    (
        "ha.config: {are_on} true; obd's offline upgrade to {to} will refuse until every key that contains `enable` \
         is false",
        "ha.config：{are_on} 为 true；obd 离线升级到 {to} 将拒绝执行，直到所有名称包含 `enable` 的键都为 false",
    ),
    (
        "ha.config: {are_on} true, and {are_unset} not set, so that the default counts; obd's offline upgrade to \
         {to} will refuse until every key that contains `enable` is false",
        "ha.config：{are_on} 为 true，{are_unset} 没有设置，因而取默认值；obd 离线升级到 {to} 将拒绝执行，直到所有名\
         称包含 `enable` 的键都为 false",
    ),
    (
        "ha.config: {are_unset} not set, so that the default counts, which may be true; obd's offline upgrade to \
         {to} may refuse until every key that contains `enable` is false",
        "ha.config：{are_unset} 没有设置，因而取默认值，而默认值可能为 true；obd 离线升级到 {to} 可能拒绝执行，直到所\
         有名称包含 `enable` 的键都为 false",
    ),
    (
        "Right before the upgrade, note these values and set all of them to false; set them back after it, in one \
         save with the pull-back. Without obd, switching off `enable` is enough.",
        "临升级前，请记下这些值并全部设为 false；升级后再改回，与回拉一次保存。不用 obd 时，关闭 `enable` 即可。",
    ),
];
