//! Chinese of what was read and what was not, of `omslint files`, and of mistakes in `omslint.toml`.

texts![
    ("\"yes\", \"no\" or \"unknown\"", "\"yes\"、\"no\" 或 \"unknown\""),
    ("1 directory of fixed copies or originals left out: {first}", "排除了 1 个存放修改后副本或原文件的目录：{first}"),
    ("Failed: of OMS or named, and not read or not understood:", "失败：属于 OMS 或已指定，但未能读取或无法理解："),
    ("Not read:", "未读取："),
    ("Of OMS, but no component of their own:", "属于 OMS，但不是独立的组件："),
    ("PATHs that gave nothing", "没有得到内容的 PATH"),
    ("Read:", "已读取："),
    ("SQL files", "SQL 文件"),
    (
        "Unix seconds, or a time with its zone; or a table of client ids with these",
        "Unix 秒数或带时区的时间，或以 client ID 为键的表",
    ),
    (
        "`-` needs --stdin-filename NAME, which says what the document is",
        "`-` 需要 --stdin-filename NAME，用来说明文档是什么",
    ),
    (
        "`checkpoint` is an empty table; write client ids with Unix seconds",
        "`checkpoint` 是空表；请写 client ID 和 Unix 秒数",
    ),
    ("`ddl`: `{other}` is none of yes, no, unknown", "`ddl`：`{other}` 不是 yes、no、unknown 之一"),
    ("`direction`: `{text}` is neither forward nor reverse", "`direction`：`{text}` 既不是 forward 也不是 reverse"),
    ("`paths`: `{text}` is no valid glob: {why}", "`paths`：`{text}` 不是有效的匹配规则：{why}"),
    ("`{key}` is an empty list", "`{key}` 是空列表"),
    (
        "`{key}` of {name} is {value} here, and {other} in a row above; keep the row that is right",
        "{name} 的 `{key}` 在此处为 {value}，在上面某一行为 {other}；请只保留正确的一行",
    ),
    (
        "column `component`: task {task} has no component {name} in this export; copy an id from `omslint files`, or leave \
         the cell empty if the value is for the whole task{near}",
        "`component` 列：此导出中项目 {task} 没有组件 {name}；请从 `omslint files` 复制组件 id，如果该值适用于整个项目，请将此单元格留空{near}",
    ),
    (
        "column `component`: {name} is a component of task {task}, and a value is for one component of the task in its row; \
         correct the column `task` or `component`",
        "`component` 列：{name} 是项目 {task} 的组件，而每个值只用于本行所写项目的一个组件；请更正 `task` 列或 `component` 列",
    ),
    (
        "column `component`: nothing in the export says to which task {name} belongs; give the value in values.toml, where \
         `paths` can be named",
        "`component` 列：导出中没有内容表明 {name} 属于哪个项目；请在 values.toml 中提供该值，那里可以写 `paths`",
    ),
    (
        "column `component`: {name} goes the other way ({direction}), and the two directions of a task read different \
         databases; correct the column `component` or `direction`",
        "`component` 列：{name} 的方向相反（{direction}），而一个项目的两个方向读取不同的数据库；请更正 `component` 列或 `direction` 列",
    ),
    (
        "column `component`: {name} is a {kind}, and only an Incr-Sync takes such a value; copy the id of one from `omslint files`",
        "`component` 列：{name} 是 {kind}，只有 Incr-Sync 才需要这样的值；请从 `omslint files` 复制 Incr-Sync 的 id",
    ),
    (
        "column `component`: {name} is superseded by {by}, so no value is written into it; write {by} instead, if that is \
         what the value is for",
        "`component` 列：{name} 是旧实例（残留目录），已被 {by} 取代，不会向其中写入任何值；如果该值用于 {by}，请改写为 {by}",
    ),
    (
        "column `component`: {name} is only an old copy, so no value is written into it; see `omslint files` for what counts \
         instead",
        "`component` 列：{name} 只是旧副本，不会向其中写入任何值；请用 `omslint files` 查看以哪一份为准",
    ),
    (
        "`{key}` of task {task} is given twice in this file; keep the one that is right",
        "此文件中项目 {task} 的 `{key}` 写了两次；请保留正确的那个",
    ),
    ("`{key}` takes Unix seconds, not {given}", "`{key}` 应为 Unix 秒数，而不是{given}"),
    ("`{key}`: `{text}` is no date; write it like 2026-12-31", "`{key}`：`{text}` 不是日期；请写成 2026-12-31 这样"),
    ("`{key}`: `{value}` is none of {names}{near}", "`{key}`：`{value}` 不是 {names} 之一{near}"),
    (
        "`{key}`: put `{text}` in quotes; in Unix seconds it is {seconds}",
        "`{key}`：请给 `{text}` 加上引号；换成 Unix 秒数是 {seconds}",
    ),
    ("`{key}`: {why}", "`{key}`：{why}"),
    ("`{name}` is no key of {what}: {why}", "{what} 中没有键 `{name}`：{why}"),
    (
        "`{name}` is no key of {what}; it belongs at the top of omslint.toml",
        "{what} 中没有键 `{name}`；它应写在 omslint.toml 的顶层",
    ),
    ("`{name}` is no key of {what}{hint}", "{what} 中没有键 `{name}`{hint}"),
    ("`{name}` takes {kind}", "`{name}` 应为{kind}"),
    ("`{name}` takes {kind}, not {given}", "`{name}` 应为{kind}，而不是{given}"),
    (
        "a checkpoint belongs to one component; write it in an [[override]]",
        "checkpoint 属于单个组件；请写在 [[override]] 中",
    ),
    ("a copy of the one in {path}, which counts", "是 {path} 中那份的副本，以那份为准"),
    ("a date or time", "日期或时间"),
    ("a date such as 2026-12-31", "日期，例如 2026-12-31"),
    ("a file", "文件"),
    (
        "a file is read once, under one name, so what it means elsewhere is not looked at: {link} is the \
         file that was read as {file}, and {more} more such links; replace the link by a copy",
        "一个文件只按一个名称读取一次，因此不看它在别处的含义：{link} 就是已读取的 {file}，这样的链接另有 \
         {more} 个；请把链接换成副本",
    ),
    (
        "a file is read once, under one name, so what it means elsewhere is not looked at: {link} is the \
         file that was read as {file}; replace the link by a copy",
        "一个文件只按一个名称读取一次，因此不看它在别处的含义：{link} 就是已读取的 {file}；请把链接换成副\
         本",
    ),
    ("a list", "列表"),
    ("a list of rules, or tables, each under a line [[ignore]]", "规则列表，或各以一行 [[ignore]] 开头的表"),
    ("a list of strings", "字符串列表"),
    ("a member not named like a configuration", "归档文件中的成员，名称不像配置"),
    ("a number", "数字"),
    ("a size such as \"64M\"", "大小，例如 \"64M\""),
    ("a string", "字符串"),
    ("a string or a list of strings", "字符串或字符串列表"),
    ("a table", "表"),
    ("a values file, which holds [[override]] tables only", "取值文件（其中只能有 [[override]] 表）"),
    ("a whole number from 1 on", "不小于 1 的整数"),
    ("a {kind} by its content; its name says {named}", "按内容是 {kind}；按名称是 {named}"),
    ("an archive inside an archive, not opened", "归档文件中的归档文件，没有打开"),
    ("an older copy; the one in {path} counts", "较旧的副本；以 {path} 中的那份为准"),
    ("another omslint.toml", "另一个 omslint.toml"),
    ("answers that name no component", "没有列出组件的返回结果"),
    ("archives inside archives", "归档文件中的归档文件"),
    ("archives that hold no file", "没有文件的归档文件"),
    ("aside", "非组件"),
    ("at", "位置"),
    ("cannot read standard input: {error}", "无法读取标准输入：{error}"),
    ("cannot read the list {file}: {error}", "无法读取列表文件 {file}：{error}"),
    ("component", "组件"),
    ("configuration", "配置"),
    ("copies of others", "其他组件的副本"),
    ("copy", "副本"),
    ("counts", "状态"),
    ("dumps are never read as configuration: {names}", "从不把转储文件当作配置读取：{names}"),
    ("office documents", "办公文档"),
    (
        "never opened; if components are listed in them, export these from OMS as JSON: {names}",
        "从不打开；如果其中列有组件，请从 OMS 以 JSON 导出这些组件：{names}",
    ),
    ("empty directories of servers", "机器的空目录"),
    ("empty directories of Incr-Syncs", "Incr-Sync 的空目录"),
    ("evidence", "依据"),
    ("evidence beside a named file", "所指定文件旁边的依据"),
    ("failed", "失败"),
    ("files", "文件数"),
    ("files that are only named like those of OMS", "只是名称像 OMS 文件的文件"),
    ("files that only speak of OMS", "只是提到 OMS 的文件"),
    ("files that were named, but left out", "已指定但被排除的文件"),
    ("files that were not opened", "没有打开的文件"),
    ("it is a flag only", "它只能是命令行选项"),
    (
        "it is a flag only, so that no file that happens to lie here shows passwords",
        "它只能是命令行选项，以免碰巧放在这里的文件使密码显示出来",
    ),
    (
        "it is a flag only, so that nobody applies an unsafe fix without asking for it",
        "它只能是命令行选项，以免有人未经要求就执行属于推断、待确认的修改",
    ),
    ("larger than it said", "比声明的大"),
    ("leftovers of a killed run", "被终止的运行留下的文件"),
    ("links and devices in archives", "归档文件中的链接和设备"),
    ("links to a file that was read already", "指向已读取文件的链接"),
    ("live", "在用"),
    ("no file in {names}", "没有文件：{names}"),
    ("no id known", "ID 未知"),
    ("no task known", "项目未知"),
    ("{task}: a list for --expect cannot hold this id", "{task}：用于 --expect 的清单无法写入此 id"),
    (
        "no Incr-Sync of it is here, and --expect asks for one",
        "这里没有该项目的 Incr-Sync，而 --expect 要求有 Incr-Sync",
    ),
    ("no valid TOML: {why}", "不是有效的 TOML：{why}"),
    ("no valid TOML: {why}; a version is a string: {right}", "不是有效的 TOML：{why}；版本是字符串：{right}"),
    ("not known", "未知"),
    ("not opened, but they may hold something of OMS: {names}", "没有打开，但可能含 OMS 的内容：{names}"),
    (
        "not used, because it lies below the working directory: {names}; run there, or name it with \
         --config",
        "没有使用，因为它在工作目录之下：{names}；请在那里运行，或用 --config 指定",
    ),
    ("nothing of OMS was read in what was named: {names}", "所指定的路径中没有读到 OMS 的内容：{names}"),
    (
        "nothing that could be read in them says OMS, so they were taken for those of other programs; if \
         one is of OMS, name it as PATH: {names}",
        "其中能读取的内容没有提到 OMS，因此按其他程序的文件处理；如果有属于 OMS 的，请把它写成 PATH：{names}",
    ),
    ("older", "较旧"),
    ("only named like a file of OMS: it cannot be read", "只是名称像 OMS 的文件：无法读取"),
    ("read", "读取"),
    ("server", "机器"),
    ("superseded", "旧实例"),
    ("superseded by {by}", "旧实例，已被 {by} 取代"),
    ("symbolic links", "符号链接"),
    ("tables, each under a line [[override]]", "各以一行 [[override]] 开头的表"),
    ("task", "项目"),
    (
        "the directory of an Incr-Sync, and no file in it, although it is newer than the one that was read, so that is not the one \
         that runs: copy its `conf` with all files again, and check again; if the component is gone, take the directory out of the \
         input (`--exclude`)",
        "这是 Incr-Sync 的目录，其中没有任何文件，但它比已读取的目录更新，因此已读取的不是正在运行的那一个：请重新复制它的 `conf` 及\
         其全部文件，再检查一次；如果该组件已不存在，请把该目录移出输入（`--exclude`）",
    ),
    (
        "the directory of an Incr-Sync whose files are links to files that were read under another name, \
         so it was not checked: replace the links by copies, and check again",
        "这是 Incr-Sync 的目录，其中的文件是链接，指向已按其他名称读取的文件，因此没有检查：请把链接换成\
         副本，再检查一次",
    ),
    (
        "the directory of a connector whose name does not say what it is, and no configuration in it: copy \
         its `conf` with all files again, and check again; if the component is gone, take the directory out \
         of the input (`--exclude`)",
        "这是 Connector 的目录，其名称没有说明是哪种组件，其中没有配置：请重新复制整个 `conf` 及其全部文件，再检查\
         一次；如果该组件已不存在，请把目录从输入中去掉（`--exclude`）",
    ),
    (
        "the directory of an Incr-Sync, and no configuration in it: copy its `conf` with all files again, \
         and check again; if the component is gone, take the directory out of the input (`--exclude`)",
        "这是 Incr-Sync 的目录，其中没有配置：请重新复制整个 `conf` 及其全部文件，再检查一次；如果该组件\
         已不存在，请把目录从输入中去掉（`--exclude`）",
    ),
    (
        "the directory of a JDBCWriter, and no configuration in it: copy its `conf` with all files again, \
         and check again; if the component is gone, take the directory out of the input (`--exclude`)",
        "这是 JDBCWriter 的目录，其中没有配置：请重新复制整个 `conf` 及其全部文件，再检查一次；如果该组件\
         已不存在，请把目录从输入中去掉（`--exclude`）",
    ),
    (
        "their lists are all empty, so nothing of these tasks was checked; see in the console whether \
         they have components, and call DescribeProjectComponents again: {names}",
        "其中的列表全部为空，因此这些项目都没有检查；请在控制台查看它们是否有组件，并重新调用 \
         DescribeProjectComponents：{names}",
    ),
    ("this [[ignore]] has no `{key}`", "此 [[ignore]] 没有 `{key}`"),
    ("this [[override]] names neither `tasks` nor `paths`", "此 [[override]] 既没有 `tasks` 也没有 `paths`"),
    ("true or false", "true 或 false"),
    ("unrecognised", "未识别"),
    ("way", "方向"),
    ("what omslint wrote", "omslint 写出的内容"),
    (
        "words of OMS stand in sentences of them, and no configuration: {names}",
        "句子中出现了 OMS 的词，但不是配置：{names}",
    ),
    ("{kind} ({way}), server {server}: {notes}", "{kind}（{way}），机器 {server}：{notes}"),
    ("{kind} ({way}), task {task}, server {server}: {notes}", "{kind}（{way}），项目 {task}，机器 {server}：{notes}"),
    ("{kind} ({way}), task {task}: {notes}", "{kind}（{way}），项目 {task}：{notes}"),
    ("{kind} ({way}): {notes}", "{kind}（{way}）：{notes}"),
    (
        "{names} and {more} more (`omslint files` names them all)",
        "{names}，以及另外 {more} 个（`omslint files` 会列出全部）",
    ),
    ("{names}; see whether they were copied whole", "{names}；请查看是否复制完整"),
    ("{name}: {what}", "{name}：{what}"),
    ("{number} {what}", "{number} 个{what}"),
    ("{n} by {names}", "{n} 个，按 {names}"),
    (
        "{n} directories of fixed copies or originals left out: such as {first}",
        "排除了 {n} 个存放修改后副本或原文件的目录：例如 {first}",
    ),
    ("{n} in {path} not followed", "{path} 中有 {n} 个没有跟随"),
    ("{n} not followed; --follow-symlinks follows them", "{n} 个没有跟随；--follow-symlinks 会跟随"),
    ("{n} not opened, such as {first}; unpack and name them", "{n} 个没有打开，例如 {first}；请解开并写出其路径"),
    ("{n} temporary files, such as {first}; delete them", "{n} 个临时文件，例如 {first}；请删除"),
    ("{path} (task {task} and {more} more)", "{path}（项目 {task} 等，另有 {more} 个）"),
    ("{path} (task {task})", "{path}（项目 {task}）"),
    ("{path} ({why})", "{path}（{why}）"),
    ("{role}: {what}", "{role}：{what}"),
    ("{role}: {what}, with {others}", "{role}：{what}，同处还有 {others}"),
    (
        "{size} bytes, over the limit of {max}; raise it with --max-file-size",
        "{size} 字节，超过上限 {max}；可用 --max-file-size 调大",
    ),
    ("{spinner} {count} files read ({elapsed})", "{spinner} 已读取 {count} 个文件（{elapsed}）"),
    ("{what} at {line}:{column}", "{what}，位于 {line}:{column}"),
    ("{what}: {shares}", "{what}：{shares}"),
];
