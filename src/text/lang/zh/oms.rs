//! Chinese of what is said of an export: what documents are, and why others are not understood.

texts![
    // Shapes.
    ("record of collect.sh (evidence)", "collect.sh 的记录（依据）"),
    ("checker configuration (checker.conf)", "校验配置（checker.conf）"),
    ("Store configuration (crawler.conf)", "Store 配置（crawler.conf）"),
    ("sectioned document", "含各段的文档"),
    ("status of a process (evidence)", "进程的状态（依据）"),
    ("section of a run directory", "运行目录中的段"),
    ("system parameter ha.config", "系统参数 ha.config"),
    ("answer of DescribeProjectComponents", "DescribeProjectComponents 的返回结果"),
    ("merged view of a running component (evidence)", "运行中组件的合并配置（依据）"),
    ("JDBCWriter configuration", "JDBCWriter 配置"),
    // What is none.
    ("nothing in it says OMS", "其中没有 OMS 的内容"),
    ("it describes what OMS writes, and is none of that", "只是描述 OMS 所写内容的文件，不是 OMS 的配置"),
    ("omslint wrote it, and no component has it", "由 omslint 写出，不属于任何组件"),
    ("OMS is named only in lines or settings of a log", "只在日志或日志设置中提到 OMS"),
    ("only the package of OMS's classes is named in it", "其中只提到 OMS 类的包名"),
    (
        "a backup, by its name, of what stands beside it: no component of its own",
        "按名称是旁边内容的备份：不算单独的组件",
    ),
    (
        "named like a section of OMS, but nothing in its folder says OMS",
        "文件名与 OMS 的配置文件相同，但其目录中没有 OMS 的内容"
    ),
    ("words of OMS stand only in sentences of it", "OMS 的词只出现在其中的句子里"),
    (
        "`{word}` stands in it in base64 (line {line}), so it is of OMS, and nothing in it was checked; decode it, and check what \
         comes out: {lines}{digits} | base64 -di > {decoded}",
        "其中以 base64 编码含有 `{word}`（第 {line} 行），因此属于 OMS，但其内容均未检查；请先解码，再检查解码结果：\
         {lines}{digits} | base64 -di > {decoded}",
    ),
    (
        "`{word}` stands in it, so it is of OMS, but in no shape that omslint knows: nothing in it was checked. What can be \
         read is a copy of the component's directory with its conf/*.json, an object with `source`, `sink`, `coordinator` \
         and `condition`, and the whole answer of DescribeProjectComponents",
        "其中有 `{word}`，所以属于 OMS，但不是 omslint 认识的形式：未检查其中任何内容。可以读取的有：组件目录的副本（含 \
         conf/*.json）、含 `source`、`sink`、`coordinator` 和 `condition` 的对象，以及 DescribeProjectComponents \
         的完整返回结果",
    ),
    (
        "its values stand in quotes, as in TOML, which OMS does not write and omslint does not read, so nothing in it was checked; \
         write it as JSON or YAML, or take the quotes away",
        "其中的值带有引号（如 TOML），OMS 不会这样写，omslint 也不读取，因此未检查其中任何内容：请改写为 JSON 或 YAML，或去掉引号",
    ),
    (
        "nothing of what belongs there is in it, so nothing in it was checked: copy it again, and check again",
        "其中没有此处应有的内容，因此未检查其中任何内容：请重新复制，再检查一次",
    ),
    (
        "1 answer here is none, or that of a call that failed, so the components of that task were not checked; call \
         DescribeProjectComponents again for it, and see that the answer says `success` true",
        "此处有 1 个返回结果无效，或调用失败，所以未检查该项目的组件；请为该项目重新调用 DescribeProjectComponents，\
         并确认返回结果中 `success` 为 true",
    ),
    (
        "{n} answers here are none, or that of a call that failed, so the components of that task were not checked; call \
         DescribeProjectComponents again for it, and see that the answer says `success` true",
        "此处有 {n} 个返回结果无效，或调用失败，所以未检查该项目的组件；请为该项目重新调用 DescribeProjectComponents，\
         并确认返回结果中 `success` 为 true",
    ),
    (
        "it is the configuration of a JDBCWriter by its name or its place, and has no section `{section}`, so nothing in it \
         was checked: copy it again from its server, and check again",
        "按名称或位置，这是 JDBCWriter 的配置，但其中没有 `{section}` 段，因此未检查其中任何内容：请从所在服务器重新复制，\
         再检查一次",
    ),
    (
        "the others were. `omslint files` tells which components were found: export the missing ones anew",
        "其余部分已检查。`omslint files` 会列出找到的组件：请重新导出缺少的组件",
    ),
    (
        "a part of it was not understood, and not checked, although `{word}` stands there; {others}",
        "有一部分虽含 `{word}`，但未能识别，因而未检查；{others}",
    ),
    (
        "a part of it was not understood, and not checked, although it stands among components; {others}",
        "有一部分虽列在组件之中，但未能识别，因而未检查；{others}",
    ),
    (
        "{n} parts of it were not understood, and not checked, although `{word}` stands there; {others}",
        "有 {n} 个部分虽含 `{word}`，但未能识别，因而未检查；{others}",
    ),
    (
        "{n} parts of it were not understood, and not checked, although it stands among components; {others}",
        "有 {n} 个部分虽列在组件之中，但未能识别，因而未检查；{others}",
    ),
    // A copy without names.
    ("its values cannot be replaced without touching each other", "其中要替换的值彼此重叠，无法替换"),
    ("its copy could not be read again", "其副本无法重新读取"),
    ("something in it that must not be shown could not be replaced", "其中有不可示人的内容无法替换"),
];
