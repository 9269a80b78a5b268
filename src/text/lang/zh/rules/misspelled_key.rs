//! Chinese of OMS106.

texts![
    (
        "a key that nearly spells dbType, checkpoint, ignoreDdl, clients or subtopic",
        "拼写接近 dbType、checkpoint、ignoreDdl、clients 或 subtopic 的键",
    ),
    ("renames the key (unsafe)", "重命名此键（推断，待确认）"),
    (
        "In the `source` of an Incr-Sync, a key that differs from `dbType`, `checkpoint`, `ignoreDdl` or `clients`, \
         or in one of its clients from `subtopic`, only by case, a dash or one letter. Names that OMS is known to \
         use (`db_type`, `ignore_ddl`, every documented parameter) are left alone.",
        "Incr-Sync 的 `source` 中，某个键与 `dbType`、`checkpoint`、`ignoreDdl` 或 `clients`，或其某个客户端中的键\
         与 `subtopic`，只差大小写、一个短横线或一个字母。已知 OMS 会使用的名称（`db_type`、`ignore_ddl`、文档写明的\
         所有参数）不在此列。",
    ),
    (
        "A key is looked up by its exact name. Under another one, the value is there for people and missing for \
         OMS, so that OMS101 or OMS102 finds it missing as well.",
        "键是按确切名称查找的。换了名称，人看得到值，OMS 却看不到，因此 OMS101 或 OMS102 也会报缺失。",
    ),
    (
        "In the console: OPS & Monitoring > Component > Incr-Sync > Update, `source`: add the key under its right \
         name, and delete the misspelled one. `omslint fix --unsafe-fixes` renames it in the exported file, where \
         the right name is not taken and the value would do.",
        "在控制台中操作：运维监控 > 组件 > Incr-Sync > 更新，`source`：用正确的名称添加此键，并删除拼错的键。正确的\
         名称未被占用且值可用时，`omslint fix --unsafe-fixes` 会在导出的文件中重命名此键。",
    ),
    (
        "The right names are documented (high). That OMS does not read other spellings is inferred (medium).",
        "正确的名称由厂商文档写明（把握：高）。OMS 不读取其他拼写，属于推断（把握：中）。",
    ),
    ("`{taken}` is there too, and counts: delete `{key}`.", "此处也有 `{taken}`，以它为准：请删除 `{key}`。"),
    ("is `{meant}` meant?", "是否想写 `{meant}`？"),
    (
        "{component} has a key `{key}` where `{meant}` may be meant; OMS may not read it under this name",
        "{component} 有一个键 `{key}`，可能是想写 `{meant}`；用这个名称，OMS 可能读不到它",
    ),
    (
        "If `{meant}` is meant, correct it. In OMS: OPS & Monitoring > Component > Incr-Sync > Update, `source`: \
         add `{meant}` with the right value, delete `{key}`.",
        "如果想写的是 `{meant}`，请改正。在 OMS 中：运维监控 > 组件 > Incr-Sync > 更新，`source`：添加 `{meant}` 并\
         填入正确的值，删除 `{key}`。",
    ),
    ("`{taken}` is there too", "此处也有 `{taken}`"),
    ("more than one key could be `{meant}`", "可能是 `{meant}` 的键不止一个"),
    (
        "with it the component reads another Store, and what else is said here would no longer hold",
        "改名后组件会读取另一个 Store，此处的其他结论就不再成立",
    ),
    (
        "the sink is {queue}, where rows that come twice are duplicates: a person decides where to start",
        "目标端是 {queue}，再次写入的数据会重复：须由人决定从何处启动",
    ),
    (
        "the value would not do as `{meant}` either, or is contradicted elsewhere",
        "其值作为 `{meant}` 也不可用，或与别处矛盾",
    ),
    ("`{key}` is spelled nearly like `{meant}`", "`{key}` 与 `{meant}` 的拼写很接近"),
    ("rename to `{key}`", "重命名为 `{key}`"),
];
