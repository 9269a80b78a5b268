//! Chinese of OMS107.

texts![
    ("a dbType or checkpoint outside the source section", "不在 source 中的 dbType 或 checkpoint"),
    (
        "In the configuration of an Incr-Sync, `dbType` or `checkpoint` stands beside `source`, or in `sink`, \
         `coordinator` or `condition`. The `checkpoint` that the OMS API reports beside `config` is none of these, \
         nor is a `dbType` in `sink` while `source` has its own.",
        "在 Incr-Sync 的配置中，`dbType` 或 `checkpoint` 与 `source` 并列，或位于 `sink`、`coordinator` 或 \
         `condition` 中。OMS API 在 `config` 旁报告的 `checkpoint` 不算；`source` 自己已有 `dbType` 时，`sink` 中的 \
         `dbType` 也不算。",
    ),
    (
        "OMS reads both keys from `source` only. Elsewhere the value is there for people and missing for OMS, so \
         that OMS101 or OMS102 finds it missing as well.",
        "OMS 只从 `source` 读取这两个键。放在别处，人看得到值，OMS 却看不到，因此 OMS101 或 OMS102 也会报缺失。",
    ),
    (
        "In the console: OPS & Monitoring > Component > Incr-Sync > Update, `+` beside `source`: add the key there, \
         and delete it where it stands now.",
        "在控制台中操作：运维监控 > 组件 > Incr-Sync > 更新，单击 `source` 右侧的 `+`：在那里添加此键，并从现在的位\
         置删除它。",
    ),
    (
        "The place of both keys is documented (high). That OMS does not look for them elsewhere is inferred \
         (medium).",
        "两个键的位置由厂商文档写明（把握：高）。OMS 不会到别处查找它们，属于推断（把握：中）。",
    ),
    ("belongs in `source`", "应在 `source` 中"),
    (
        "{component} has `{key}` in `{section}`, where OMS may not read it: it belongs in `source`",
        "{component} 的 `{key}` 位于 `{section}` 中，OMS 可能不会从那里读取：它应在 `source` 中",
    ),
    (
        "{component} has `{key}` beside `source`, where OMS may not read it: it belongs in `source`",
        "{component} 的 `{key}` 与 `source` 并列，OMS 可能不会从那里读取：它应在 `source` 中",
    ),
    ("the `source` it belongs in", "它应在的 `source`"),
    (
        "`source` has its own, which counts: delete this one if nothing else needs it.",
        "`source` 自己已有此键，以它为准：如果别无他用，请删除这一个。",
    ),
    (
        "Add it where it belongs, and delete it here. In OMS: OPS & Monitoring > Component > Incr-Sync > Update, \
         `+` beside `source`: `{key}`.",
        "请在它应在的位置添加，并从此处删除。在 OMS 中：运维监控 > 组件 > Incr-Sync > 更新，`source` 右侧的 `+`：\
         `{key}`。",
    ),
];
