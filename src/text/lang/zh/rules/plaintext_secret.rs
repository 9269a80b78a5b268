//! Chinese of OMS304.

texts![
    ("a password or key in plain text", "明文密码或密钥"),
    (
        "A password, key or token that stands in plain text in a file of OMS: as the value of a key that is named \
         like one, inside a JSON-encoded string, in a URL, or in a comment. Masks such as `***` are no secret.",
        "OMS 的文件中以明文出现的密码、密钥或令牌：名称像密码或密钥的键的值、JSON 编码字符串之内、URL 之中或注释之\
         中。`***` 之类的掩码不算。",
    ),
    (
        "OMS writes its secrets in plain text into every one of these files, so an export gives them to everybody \
         who can read it, and to the history of a repository for good.",
        "OMS 在每个此类文件中都以明文写入密码和密钥，因此导出会把它们交给所有能读到的人，也会永久留在代码仓库的历史\
         中。",
    ),
    (
        "Keep exports where only those who need them can read them, never in a shared repository. If one got out, \
         change the password in the database and in OMS. omslint shows no secret in its reports; the files it writes \
         hold them, as the originals do.",
        "请将导出放在只有需要的人才能读到的地方，绝不要放进共享的代码仓库。一旦泄露，请在数据库和 OMS 中修改密码。\
         omslint 的报告不显示任何密码或密钥；它写出的文件与原文件一样含有这些内容。",
    ),
    (
        "That these files hold their secrets in plain text is observed (high).",
        "这些文件以明文保存密码和密钥，实际观察到（把握：高）。",
    ),
    (
        "`{key}` in the configuration of {component} stands in plain text, for everybody who can read the file",
        "{component} 的配置中，`{key}` 是明文，能读到该文件的人都能看到",
    ),
    (
        "`{key}` in this file stands in plain text, for everybody who can read the file",
        "本文件中，`{key}` 是明文，能读到该文件的人都能看到",
    ),
    (
        "a secret in the configuration of {component} stands in plain text, for everybody who can read the file",
        "{component} 的配置中有明文的密码或密钥，能读到该文件的人都能看到",
    ),
    (
        "a secret in this file stands in plain text, for everybody who can read the file",
        "本文件中有明文的密码或密钥，能读到该文件的人都能看到",
    ),
    ("in plain text", "明文"),
    (
        "Keep this file where only those who need it can read it. If it got out, change the password in the database \
         and in OMS.",
        "请将该文件放在只有需要的人才能读到的地方。一旦泄露，请在数据库和 OMS 中修改密码。",
    ),
];
