//! Chinese of OMS303.

texts![
    ("a mask such as `***` as the value of a secret", "密码或密钥的值是 `***` 之类的掩码"),
    (
        "The value of a password or key is a mask: asterisks instead of the secret. So the OMS API answers.",
        "密码或密钥的值是掩码：用星号代替了真正的内容。OMS API 就是这样返回的。",
    ),
    (
        "If such a configuration is written back to OMS as a whole, the mask becomes the password, and the component \
         cannot log in any more.",
        "如果将这样的配置整个写回 OMS，掩码就会变成密码，组件再也无法登录。",
    ),
    (
        "Send only the keys that change (`dbType`, `checkpoint`), never the whole configuration. In the console, \
         change only the fields in question under OPS & Monitoring > Component > Update.",
        "只提交有变化的键（`dbType`、`checkpoint`），绝不要提交整个配置。在控制台中，只修改 运维监控 > 组件 > 更新 中\
         的相关字段。",
    ),
    ("That the API masks passwords is observed (high).", "API 会遮盖密码，实际观察到（把握：高）。"),
    (
        "`{key}` in the configuration of {component} is a mask, not the secret; written back to OMS, it would become \
         the password",
        "{component} 的配置中，`{key}` 是掩码，不是真正的内容；一旦写回 OMS，它就会变成密码",
    ),
    (
        "`{key}` in the configuration of this file is a mask, not the secret; written back to OMS, it would become \
         the password",
        "本文件的配置中，`{key}` 是掩码，不是真正的内容；一旦写回 OMS，它就会变成密码",
    ),
    ("a mask", "掩码"),
    (
        "Send OMS only the keys that change, never this configuration as a whole.",
        "只向 OMS 提交有变化的键，绝不要提交整个配置。",
    ),
];
