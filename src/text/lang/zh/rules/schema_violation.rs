//! Chinese of OMS302.

texts![
    (
        "a documented key with a value of the wrong type or outside its list",
        "文档写明的键，其值类型不对或不在取值列表中",
    ),
    (
        "A documented key that is present, with a value of the wrong type or outside its list, by the schemas that \
         `omslint schema` prints. Absent keys, empty values and keys that nobody documents are no violation. Numbers \
         and booleans may be typed or text, objects may stand as JSON in text.",
        "文档写明且存在的键，其值按 `omslint schema` 输出的 schema 来看类型不对，或不在取值列表中。键不存在、值为空、\
         文档没有写明的键，都不算违反。数字和布尔值可以是原生类型，也可以是文本；对象可以是文本中的 JSON。",
    ),
    (
        "OMS may refuse such a value when the component starts, or use another one without saying so.",
        "组件启动时 OMS 可能拒绝这样的值，或者不声不响地改用另一个值。",
    ),
    (
        "Compare the value with what the console shows under OPS & Monitoring > Component > Update. If you wrote it, \
         correct it there. If OMS wrote it, leave it: the documentation is wrong in places.",
        "请将该值与控制台 运维监控 > 组件 > 更新 中显示的值比对。如果是您写的，请在那里改正。如果是 OMS 写的，请保持\
         不动：文档有些地方是错的。",
    ),
    (
        "The vendor's parameter reference (documented, but contradicted by real files in places, so a warning at \
         most and off by default).",
        "厂商的参数参考（文档写明，但有些地方与真实文件矛盾，因此最多为警告，且默认关闭）。",
    ),
    ("another kind of value", "其他类型的值"),
    (
        "a JSON map from client id to Unix seconds, as it is or in a string, or plain Unix seconds",
        "从 client ID 到 Unix 秒数的 JSON 映射（原样或写在字符串中），或单独的 Unix 秒数",
    ),
    ("a whole number", "整数"),
    ("a whole number, or none", "整数或 none"),
    ("a whole number, with K, M or G behind it or without", "整数，其后可带 K、M 或 G"),
    ("an object or list of JSON, as it is or in a string", "JSON 对象或列表（原样或写在字符串中）"),
    ("text", "文本"),
    ("text, or an object or list of JSON", "文本，或 JSON 对象或列表"),
    ("the name of a type of database", "数据库类型的名称"),
    ("true or false", "true 或 false"),
    ("one of {values}", "{values} 之一"),
    ("a list of {values}", "由 {values} 组成的列表"),
    ("the {name} of {component}", "{component} 的 {name}"),
    (
        "`{key}` in {of} takes {takes}, the documentation says, but holds {kind}; OMS may refuse it, or use another \
         value",
        "{of} 的 `{key}`，文档写明的取值：{takes}；实际内容：{kind}；OMS 可能拒绝，或改用另一个值",
    ),
    ("not {takes}", "不符合“{takes}”"),
    (
        "Compare it with what the console shows under OPS & Monitoring > Component > Update. If OMS wrote the value \
         itself, leave it: the documentation is wrong in places.",
        "请将其与控制台 运维监控 > 组件 > 更新 中显示的值比对。如果该值是 OMS 自己写的，请保持不动：文档有些地方是错\
         的。",
    ),
    ("an object", "对象"),
    ("a list", "列表"),
    ("a fraction", "小数"),
    ("a number", "数字"),
    ("other text", "其他文本"),
    ("something else", "其他内容"),
];
