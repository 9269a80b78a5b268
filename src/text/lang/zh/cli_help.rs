//! Chinese of `--help`, and of what is said of arguments that make no sense.

texts![
    (
        "'{argument}' takes at least {due} values, and {given} were given",
        "“{argument}”至少需要 {due} 个值，只给了 {given} 个",
    ),
    ("'{argument}' takes {due} values, and {given} were given", "“{argument}”需要 {due} 个值，给了 {given} 个"),
    ("'{name}'", "“{name}”"),
    ("'{name}' requires a command but one was not provided", "“{name}”后面需要写命令"),
    (":", "："),
    (": ", "："),
    ("A change ticket", "变更工单"),
    ("A larger file is a failure, never a silence", "超过此大小的文件按失败报告，绝不悄悄跳过"),
    ("A table for a page", "供网页使用的表格"),
    ("All rules", "全部规则"),
    ("Always", "始终"),
    ("Annotations of a GitHub workflow, and its job summary", "GitHub 工作流的注解，以及作业摘要"),
    ("Apply fixes that are likely but not certain, too", "同时执行属于推断、待确认的修改"),
    ("Arguments", "参数"),
    (
        "As a table for a spreadsheet, which --values reads back: the same as values.csv of `plan`",
        "输出为电子表格用的表，可由 --values 读回：与 `plan` 的 values.csv 相同",
    ),
    ("COMMAND", "命令"),
    ("Code Quality of GitLab", "GitLab 的 Code Quality"),
    ("Code or name", "规则的代码或名称"),
    (
        "Colours; auto: NO_COLOR, then CLICOLOR_FORCE or FORCE_COLOR, then CLICOLOR=0 or TERM=dumb, then \
         the terminal",
        "颜色；auto：依次看 NO_COLOR，CLICOLOR_FORCE 或 FORCE_COLOR，CLICOLOR=0 或 TERM=dumb，最后看终端",
    ),
    ("Commands", "命令"),
    (
        "Compare two exports: did the fixes take, was a parameter lost, what remains",
        "对比两份导出：修改是否生效，有无参数丢失，还剩什么",
    ),
    ("Configuration", "配置"),
    (
        "Directories and files that may be written to [default: the working directory]",
        "允许写入的目录和文件 [默认值：工作目录]",
    ),
    ("Do not run these rules", "不运行这些规则"),
    ("English", "英文"),
    ("Errors and warnings", "错误和警告"),
    ("Errors only", "只有错误"),
    ("Everything", "全部"),
    (
        "Exit codes, the same for every format; when several apply, the first of 2, 5, 3, 1, 4, 0:\n  0  \
         ran; nothing at or above --fail-on remains\n  1  ran; findings at or above --fail-on remain (diff: \
         or the diff is not empty)\n  2  bad usage or configuration, unknown rule or version, output that \
         would overwrite what is not ours\n  3  ran, but some inputs could not be read or parsed; all the \
         others were checked\n  4  no OMS configuration was found (--allow-empty makes it 0)\n  5  a fix \
         failed its own proof, or a write failed; that original is untouched\n130  interrupted (Ctrl-C); \
         every file is whole, old or new, and what was done is said",
        "退出码，各种格式相同；同时符合多项时，按 2、5、3、1、4、0 的顺序取第一项：\n  0  已运行；没有达\
         到 --fail-on 的问题\n  1  已运行；仍有达到 --fail-on 的问题（diff：或者 diff 不为空）\n  2  用法\
         或配置有误，规则或版本未知，或输出会覆盖不属于 omslint 的文件\n  3  已运行，但有输入无法读取或解\
         析；其余的都已检查\n  4  没有找到 OMS 配置（使用 --allow-empty 时为 0）\n  5  某处修改未通过自身\
         的验证，或写入失败；该原文件未被改动\n130  被中断（Ctrl-C）；每个文件都完整，或新或旧，并会说明\
         已完成的部分",
    ),
    ("Exit with 0 instead of 4 when there is no OMS configuration", "没有 OMS 配置时退出码为 0，而不是 4"),
    (
        "Explain a rule: what, why, how to fix, source of the claim",
        "解释一条规则：检查什么、为什么、如何处理、依据的出处"
    ),
    (
        "File with [[override]] tables for single tasks, as `omslint values` writes it (repeatable)",
        "含 [[override]] 表的文件，为单个项目给出值，格式同 `omslint values` 的输出（可重复）",
    ),
    (
        "File, directory, or archive (.tar, .tar.gz, .tgz, .zip); `-` reads one document from standard \
         input. None: the working directory",
        "文件、目录或归档文件（.tar、.tar.gz、.tgz、.zip）；`-` 从标准输入读取一个文档。不写则为工作目录",
    ),
    (
        "Find what breaks in an upgrade of OceanBase Migration Service, see why, and fix it without \
         changing anything else",
        "找出升级 OceanBase 迁移服务（OMS）后会出问题的配置，说明原因，并只修改这些内容",
    ),
    (
        "Find what breaks in an upgrade of OceanBase Migration Service, see why, and fix it without \
         changing anything else.\n\nomslint reads exported configurations of OMS components (Incr-Sync, \
         Full-Import, Store), finds the tasks created in OMS 3.2.1 and 3.2.2 that lack dbType or \
         checkpoint, and writes fixed copies in which nothing else differs. It opens no network \
         connection. Files are copies: OMS changes only when they are re-imported.",
        "找出升级 OceanBase 迁移服务（OMS）后会出问题的配置，说明原因，并只修改这些内容。\n\nomslint 读取\
         导出的 OMS 组件配置（Incr-Sync、Full-Import、Store），找出在 OMS 3.2.1 和 3.2.2 中创建、缺少 \
         dbType 或 checkpoint 的项目，并写出修改后的副本，其余内容一字不变。它不建立任何网络连接。这些文\
         件只是副本：重新导入后 OMS 才会改变。",
    ),
    (
        "Findings, states, fixes and exit code of this task only (repeatable); everything is read all the \
         same, and what concerns the run as a whole stays",
        "只给出此项目的问题、状态、修改和退出码（可重复）；输入仍全部读取，与整次运行有关的内容保留",
    ),
    ("Fix the files in place, or copies with --out-dir", "直接修改文件；使用 --out-dir 则修改副本"),
    ("Fixes", "修改"),
    ("Follow symbolic links", "跟随符号链接"),
    ("For more information, try '--help'.", "更多说明见 `--help`。"),
    ("For people", "供人阅读"),
    ("For programs", "供程序读取"),
    ("Format", "格式"),
    ("Format of the report on standard output", "标准输出上报告的格式"),
    ("From errors on", "错误"),
    ("From infos on", "提示及以上"),
    ("From warnings on", "警告及以上"),
    (
        "Hide the findings that this file knows (`check --write-baseline FILE` makes one)",
        "隐藏此基线文件中已有的问题（由 `check --write-baseline FILE` 生成）",
    ),
    ("How long OMS will be down for the upgrade: 60m, 1h30m", "升级的停机时长：60m、1h30m"),
    ("Include fixes that are likely but not certain", "包含属于推断、待确认的修改"),
    ("Input", "输入"),
    ("JUnit XML, for Jenkins and others", "JUnit XML，供 Jenkins 等使用"),
    ("Knowledge", "已知信息"),
    (
        "Language of what people read [default: OMSLINT_LANG, else `lang` of omslint.toml, else the \
         locale]; what machines read is English",
        "供人阅读的内容所用的语言 [默认值：依次取 OMSLINT_LANG、omslint.toml 的 `lang`、系统区域设置]；供程序读取的内容为英文",
    ),
    (
        "Leave files that changed since the fix alone, and restore the others",
        "修改之后又有变化的文件不动，恢复其余文件",
    ),
    (
        "Leave out what matches (repeatable); .omslintignore does the same",
        "排除匹配的文件（可重复）；.omslintignore 的作用相同",
    ),
    ("Lint; never writes", "检查；不写入任何文件"),
    (
        "List of task ids, one a line: one that is missing from the export is an error",
        "项目 ID 清单，每行一个：导出中缺少的项目按错误报告",
    ),
    ("List the rules", "列出规则"),
    (
        "List the tasks, not the files: a list for --expect, with their components in comments",
        "列出项目，不列文件：可直接用于 --expect 的清单，各项目的组件写在注释中",
    ),
    ("Name of the schema; without it, all are listed", "Schema 的名称；不写则列出全部"),
    ("Never", "从不"),
    ("Not known", "未知"),
    ("OMS Full-Import", "OMS 的 Full-Import 组件"),
    ("OMS Full-Verification", "OMS 的 Full-Verification 组件"),
    ("OMS Incr-Sync", "OMS 的 Incr-Sync 组件"),
    ("OMS Store", "OMS 的 Store 组件"),
    ("OMS ha.config", "OMS 的系统参数 ha.config"),
    ("OPTIONS", "选项"),
    ("NAME", "名称"),
    ("SYNOPSIS", "用法"),
    ("DESCRIPTION", "说明"),
    ("EXTRA", "退出码"),
    ("VERSION", "版本"),
    ("One finding a line", "每行一个问题"),
    ("One page for everybody, to be opened in a browser or printed", "人人可看的网页，用浏览器打开或打印"),
    ("Options", "选项"),
    ("Output", "输出"),
    ("Plan fixes that are likely but not certain, too", "方案中也包含属于推断、待确认的修改"),
    ("Possible values:", "可选值："),
    ("Print a completion script for a shell", "输出 shell 的补全脚本"),
    ("Print an embedded JSON Schema; without a name, list them", "输出内置的 JSON Schema；不写名称则列出全部"),
    ("Print help (see a summary with '-h')", "显示帮助（`-h` 显示简要帮助）"),
    ("Print help (see more with '--help')", "显示帮助（`--help` 显示详细帮助）"),
    ("Print the manual page (try `omslint man | man -l -`)", "输出手册页（可用 `omslint man | man -l -` 查看）"),
    ("Print this message or the help of the given subcommand(s)", "显示本帮助，或所给命令的帮助"),
    ("Print version", "显示版本"),
    ("Read PATHs from a file, one a line (`-`: from standard input)", "从文件读取 PATH，每行一个（`-`：从标准输入）"),
    ("Read only files that match (repeatable)", "只读取匹配的文件（可重复）"),
    ("Restore files wherever they lie", "无论文件在哪里都恢复"),
    ("Rules", "规则"),
    ("Run only these rules: codes, names or prefixes (`OMS1`)", "只运行这些规则：代码、名称或代码前缀（`OMS1`）"),
    ("SARIF 2.1.0, for code scanning", "SARIF 2.1.0，供代码扫描使用"),
    (
        "Save the exact diff for `git apply` or `patch -p1`; it may hold passwords, so only you can read \
         it",
        "保存原样的 diff，供 `git apply` 或 `patch -p1` 使用；其中可能含密码，因此只有您能读取",
    ),
    ("Say less", "少输出"),
    ("Say more", "多输出"),
    (
        "Show every option with its value and where that comes from, and do nothing else",
        "显示每个选项的值及其来源，不做其他事",
    ),
    (
        "Show one row a rule instead of the findings: code, name, severity, findings, tasks, fixes by \
         tier",
        "不列问题，每条规则显示一行：代码、名称、级别、问题数、项目数、各类修改数",
    ),
    (
        "Show only findings of this severity and above; the exit code counts all",
        "只显示此级别及以上的问题；退出码仍计全部问题",
    ),
    ("Show passwords and keys as they are", "原样显示密码和密钥"),
    ("Show the fix as a unified diff; never writes", "以 unified diff 格式显示修改；不写入任何文件"),
    ("Show which files are what, and why others are skipped", "显示每个文件是什么，以及其他文件为何被跳过"),
    ("Simplified Chinese", "简体中文"),
    ("Source lines, evidence and help, for people at a terminal", "源文件的行、依据与处理办法，供人在终端阅读"),
    ("Take no omslint.toml", "不使用 omslint.toml"),
    (
        "Take the options and overrides of this file [default: omslint.toml here or in a folder above]",
        "使用此文件中的选项和覆盖项 [默认值：当前目录或其上级目录中的 omslint.toml]",
    ),
    ("The PATHs of --files-from are separated by NUL bytes", "--files-from 中的 PATH 以 NUL 字节分隔"),
    (
        "The checkpoint where exactly one component needs one: Unix seconds, or a time with its zone",
        "恰好只有一个组件需要 checkpoint 时的值：Unix 秒数，或带时区的时间",
    ),
    (
        "The dbType of every task that lacks one; refused where the export contradicts it",
        "所有缺少 dbType 的项目的值；与导出矛盾时拒绝",
    ),
    (
        "The export before, and the export after: directories, files or archives",
        "之前的导出和之后的导出：目录、文件或归档文件",
    ),
    ("The manifest of a fix", "某次 `fix` 的清单（manifest）"),
    ("The name that the document on standard input goes by", "标准输入中文档的名称"),
    ("The report, version 1, for programs", "报告第 1 版，供程序读取"),
    ("The severity from which on findings make the exit code 1", "从哪个级别起，有问题时退出码为 1"),
    ("The shell", "shell 的名称"),
    (
        "The time of the run, for reproducible output: Unix seconds or UTC text",
        "运行的时间，用于得到可重现的输出：Unix 秒数或 UTC 文本",
    ),
    (
        "The upgrade folder: new, empty, or written by an earlier `plan`",
        "升级目录：新目录、空目录，或此前 `plan` 写出的目录",
    ),
    ("The version of OMS that runs now", "当前运行的 OMS 版本"),
    (
        "The version that the tasks were created with; --from never implies it",
        "创建项目时的 OMS 版本；不会由 --from 推出",
    ),
    (
        "The version to upgrade to, `-CE` for the Community Edition [default: 4.3.2]",
        "升级到的版本，社区版加 `-CE` [默认值：4.3.2]",
    ),
    ("They do", "同步"),
    ("They do not", "不同步"),
    (
        "Threads to read and parse with [default: one for each processor]",
        "读取和解析所用的线程数 [默认值：每个处理器一个]",
    ),
    (
        "Times are shown in this zone, such as +08:00 [default: the one that the export says throughout, \
         else UTC]",
        "以此时区显示时间，例如 +08:00 [默认值：导出中一致的时区，否则为 UTC]",
    ),
    ("Undo one `fix` exactly", "原样撤销一次 `fix`"),
    ("Usage: {usage}", "用法：{usage}"),
    (
        "What the pull-back of Stores must cover beyond the downtime [default: 30m]",
        "除停机时长外，Store 的回拉还需覆盖的冗余时间 [默认值：30m]",
    ),
    ("Where the copy goes: a new or empty directory", "副本写到哪里：新目录或空目录"),
    ("Where the environment or the terminal says so", "由环境变量或终端决定"),
    (
        "Where the originals of files fixed in place are kept, or `none` [default: below your state \
         directory]",
        "直接修改时原文件的备份目录，或 `none` [默认值：您的状态目录之下]",
    ),
    (
        "Where the record for `omslint revert` goes [default: in the backup or output directory]",
        "供 `omslint revert` 使用的记录写到哪里 [默认值：备份目录或输出目录]",
    ),
    ("Whether the tasks synchronise DDL; what their files say comes first", "项目是否同步 DDL；以项目文件中写明的为准"),
    (
        "Write a copy of an export that can be given to strangers: names, addresses, ids and secrets \
         invented",
        "生成一份可以交给外人的导出副本：名称、地址、ID 和密码等都换成编造的",
    ),
    (
        "Write a further report of the same run to a file (repeatable): html=report.html",
        "把同一次运行的另一份报告写入文件（可重复）：html=report.html",
    ),
    ("Write a template of the values that only a person can supply", "生成模板，列出只能由人给出的值"),
    ("Write changed files there, and leave the originals alone", "把修改后的文件写到该目录，原文件不动"),
    (
        "Write the upgrade folder: report, fixed copies, patch, runbook, calls, values still needed",
        "生成升级目录：报告、修改后的副本、补丁、变更实施手册、调用、待填值",
    ),
    (
        "Write what is found to FILE, as known; --baseline FILE hides it from then on",
        "把发现的问题写入 FILE 作为已知问题；此后用 --baseline FILE 隐藏",
    ),
    ("[alias: ", "[别名："),
    ("[commands: {commands}]", "[命令：{commands}]"),
    ("[default: {value}]", "[默认值：{value}]"),
    ("[env: {name}={value}]", "[环境变量：{name}={value}]"),
    ("[possible values: {values}]", "[可选值：{values}]"),
    (
        "`omslint {name}` is a command of its own: omslint {name} [PATH]...",
        "`omslint {name}` 是单独的命令：omslint {name} [PATH]...",
    ),
    ("a similar argument exists: {names}", "相近的选项：{names}"),
    ("a similar command exists: {names}", "相近的命令：{names}"),
    ("a similar value exists: {names}", "相近的取值：{names}"),
    ("a value is required for '{argument}' but none was supplied", "“{argument}”需要一个值，但没有给出"),
    ("an equal sign is needed between '{argument}' and its value", "“{argument}”与它的值之间需要等号"),
    ("invalid UTF-8 was detected in one or more arguments", "有参数不是有效的 UTF-8"),
    ("invalid value '{value}' for '{argument}'", "“{argument}”的值“{value}”无效"),
    ("invalid value '{value}' for '{argument}': {why}", "“{argument}”的值“{value}”无效：{why}"),
    ("omslint manifest, version 1", "omslint 清单（manifest），版本 1"),
    ("omslint report, version 1", "omslint 报告，版本 1"),
    ("omslint verify, version 1", "omslint 验证结果（verify），版本 1"),
    ("omslint.toml", "omslint.toml 配置文件"),
    ("the argument '{argument}' cannot be used multiple times", "“{argument}”只能写一次"),
    (
        "the argument '{argument}' cannot be used with the others that are given",
        "“{argument}”不能与已给出的其他选项同时使用",
    ),
    ("the argument '{argument}' cannot be used with {others}", "“{argument}”不能与 {others} 同时使用"),
    ("the following required arguments were not provided:{names}", "缺少以下必需的参数：{names}"),
    ("the number is too large", "数字过大"),
    ("this is no whole number", "这不是整数"),
    ("tip: {tip}", "提示：{tip}"),
    (
        "to pass '{argument}' as a value, write '-- {argument}'",
        "如果“{argument}”是值而不是选项，请写成 `-- {argument}`",
    ),
    ("unexpected argument '{argument}' found", "无法识别的选项“{argument}”"),
    (
        "unexpected value '{value}' for '{argument}' found; no more were expected",
        "“{argument}”多出一个值“{value}”，不再接受更多的值",
    ),
    ("unrecognized command '{name}'", "没有“{name}”这个命令"),
    ("values file of omslint", "omslint 的取值文件（values）"),
    ("{commands} take this argument", "以下命令有此选项：{commands}"),
    ("{version} (knowledge of {date})", "{version}（规则依据的资料截至 {date}）"),
];
