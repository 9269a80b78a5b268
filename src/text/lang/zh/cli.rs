//! Chinese of the command line: what commands say, and what is wrong with what they were given.

texts![
    ("--checkpoint: no component of this run needs a checkpoint", "--checkpoint：本次运行没有组件需要 checkpoint"),
    (
        "--checkpoint: {n} components of this run need a checkpoint, and each has its own position; run \
         omslint on one component at a time, or give the values one by one (`omslint values` writes a \
         template)",
        "--checkpoint：本次运行有 {n} 个组件需要 checkpoint，各有各的位点；请每次只对一个组件运行 omslint，或逐个给出\
         值（`omslint values` 会生成模板）",
    ),
    ("--jobs takes 1 or more", "--jobs 至少为 1"),
    (
        "--manifest: {shown} exists and was not made by omslint; name another file",
        "--manifest：{shown} 已存在，且不是 omslint 写的；请换一个文件",
    ),
    (
        "--manifest: {shown} is the record of an earlier fix that was not taken back, and would be lost; \
         name another file",
        "--manifest：{shown} 是此前一次修改的记录，该修改尚未撤销，记录会丢失；请换一个文件",
    ),
    (
        "--manifest: {shown} lies in no output or backup directory of its own, and a {name} of omslint marks \
         a directory that later scans skip; give it another name",
        "--manifest：{shown} 不在其所属的输出目录或备份目录中，而 omslint 的 {name} 会使以后的扫描跳过该目录；\
         请换一个名称",
    ),
    (
        "--now: `{text}` is no time; write Unix seconds, or UTC text like 2026-11-22T08:00:00",
        "--now：`{text}` 不是时间；请写 Unix 秒数，或 2026-11-22T08:00:00 这样的 UTC 文本",
    ),
    (
        "--patch: {shown} exists and was not made by omslint; name another file",
        "--patch：{shown} 已存在，且不是 omslint 写的；请换一个文件",
    ),
    ("--report {name}={path}: {why}", "--report {name}={path}：{why}"),
    (
        "--statistics is a table for people, and takes no --format {format}",
        "--statistics 是供人阅读的表格，不能与 --format {format} 同时使用",
    ),
    ("--task: there is no task {task} in this export{near}", "--task：此导出中没有项目 {task}{near}"),
    (
        "--write-baseline: {shown} exists and is no baseline of omslint; name another file",
        "--write-baseline：{shown} 已存在，且不是 omslint 的基线；请换一个文件",
    ),
    ("--{flag}: {why}", "--{flag}：{why}"),
    (
        "1 changed file is not in {patch}, such as {first}, because {why}; {folder}/ holds all",
        "有 1 个改动的文件不在 {patch} 中，即 {first}，因为{why}；{folder}/ 中是全部文件",
    ),
    ("1 file is changed:", "改动了 1 个文件："),
    ("; did you mean `{near}`?", "；是否想写 `{near}`？"),
    ("; did you mean {near}?", "；是否想写 {near}？"),
    ("; known are {names}", "；可用的有 {names}"),
    ("; the nearest is {near}", "；最接近的是 {near}"),
    ("Fixed {files} in place.", "已直接修改 {files}。"),
    ("Manifest: {path}", "清单（manifest）：{path}"),
    ("Nothing was written.", "没有写入任何文件。"),
    ("Once these changes are in OMS:", "这些改动进入 OMS 之后："),
    ("Options from {file}", "选项取自 {file}"),
    ("Originals: {path}", "原文件：{path}"),
    ("Patch: {path}", "补丁：{path}"),
    ("Restored {files} to the bytes before the fix.", "已把 {files}恢复为修改前的字节。"),
    (
        "There is no OMS configuration in the input, so {shown} was not written.",
        "输入中没有 OMS 配置，因此没有写 {shown}。",
    ),
    (
        "These files are copies: OMS changes only when they are re-imported.",
        "这些文件只是副本：重新导入后 OMS 才会改变。",
    ),
    ("Undo: omslint revert {path}", "撤销：omslint revert {path}"),
    (
        "Wrote {files} below {directory}; the originals are as they were.",
        "已在 {directory} 下写出 {files}；原文件保持原样。",
    ),
    (
        "Wrote {files} to {folder}. Names, addresses, ids and secrets are invented, comments are x; keys, \
         numbers, times and what OMS itself means are as they were. Look through it before you give it \
         away.",
        "已向 {folder} 写出 {files}。名称、地址、ID 和密码等都是编造的，注释换成了 x；键、数字、时间以及 \
         OMS 自身的词保持原样。交给别人之前请您再看一遍。",
    ),
    ("Wrote {findings} to {shown}.", "已把 {findings}写入 {shown}。"),
    (
        "Wrote {folder}; begin with {runbook}. omslint called nothing.",
        "已写出 {folder}；请从 {runbook} 开始。omslint 没有调用任何接口。",
    ),
    (
        "Wrote {folder}; begin with {runbook}; {old} is of an earlier plan. omslint called nothing.",
        "已写出 {folder}；请从 {runbook} 开始；{old} 属于此前的方案。omslint 没有调用任何接口。",
    ),
    (
        "`anonymise` writes copies of files, so it takes no `-`; name the file",
        "`anonymise` 写的是文件的副本，因此不接受 `-`；请写出文件名",
    ),
    ("`files` takes the formats full and json, not {other}", "`files` 的格式只有 full 和 json，没有 {other}"),
    (
        "`fix` changes files, so it takes no `-`; use `omslint diff -`",
        "`fix` 修改的是文件，因此不接受 `-`；请用 `omslint diff -`",
    ),
    ("`omslint schema NAME` prints one.", "`omslint schema NAME` 输出其中一个。"),
    (
        "`plan` writes copies of files, so it takes no `-`; name the file",
        "`plan` 写的是文件的副本，因此不接受 `-`；请写出文件名",
    ),
    (
        "`verify` compares two runs, so it takes no --report; use --format and redirect",
        "`verify` 对比的是两次运行，因此不接受 --report；请用 --format 并重定向输出",
    ),
    ("`verify` has no format `{name}`; it has {known}", "`verify` 没有格式 `{name}`；可用的有 {known}"),
    (
        "`verify` looks at what is there, so it takes no --checkpoint",
        "`verify` 只看现有的内容，因此不接受 --checkpoint",
    ),
    (
        "`verify` takes two exports by their paths, and neither `-` nor --files-from",
        "`verify` 需要两份导出的路径，不接受 `-` 和 --files-from",
    ),
    ("`verify` takes two exports: omslint verify OLD NEW", "`verify` 需要两份导出：omslint verify OLD NEW"),
    ("a length of time has units, such as 60m, 1h30m, 90s or 2h", "时长要带单位，例如 60m、1h30m、90s 或 2h"),
    ("a report goes to a file; standard output is for --format", "报告要写入文件；标准输出用于 --format"),
    ("a time zone is an offset from UTC, such as +08:00, or UTC", "时区是与 UTC 的偏移，例如 +08:00，或 UTC"),
    ("all {n} files were written, only the report was cut off", "{n} 个文件都已写完，只有报告没有输出完"),
    ("and {more} more", "以及另外 {more} 个"),
    ("another report goes there", "另一份报告也写到这里"),
    ("another target", "其他目标版本"),
    ("cannot find {path}: {error}", "找不到 {path}：{error}"),
    ("cannot start {jobs} threads: {error}", "无法启动 {jobs} 个线程：{error}"),
    ("cannot tell the working directory: {error}", "无法得知工作目录：{error}"),
    ("cannot write the output: {error}", "无法写输出：{error}"),
    ("command line", "命令行"),
    ("default", "默认值"),
    ("environment", "环境"),
    ("error: the baseline: {error}", "错误：基线：{error}"),
    ("error: {document}: not in {patch}, because {why}", "错误：{document}：不在 {patch} 中，因为{why}"),
    ("error: {error}", "错误：{error}"),
    ("error: {path}: left out of the copy: {why}", "错误：{path}：没有写入副本：{why}"),
    (
        "error: {path}: the fix failed its proof and was not made: {why}",
        "错误：{path}：该修改未通过自身的验证，没有执行：{why}",
    ),
    ("error: {path}: {why}", "错误：{path}：{why}"),
    ("half done: {who} got its {done}, but still lacks its {key}", "只完成一半：{who} 已写入 {done}，但仍缺少 {key}"),
    (
        "help: --leave-changed restores the other files and leaves these alone",
        "说明：--leave-changed 恢复其他文件，这些文件不动",
    ),
    (
        "help: name the directory that may be written to behind the manifest, or use --anywhere",
        "说明：请在清单文件之后写出允许写入的目录，或使用 --anywhere",
    ),
    ("ignored", "已忽略"),
    ("interrupted: the revert was carried to its end", "已中断：撤销已执行完毕"),
    (
        "interrupted: {done} of {due} files were written, each of them whole",
        "已中断：{due} 个文件中已写出 {done} 个，每个都完整",
    ),
    ("interrupted: {says}", "已中断：{says}"),
    ("it cannot be read", "无法读取"),
    ("it lies in an archive or is compressed", "它在归档文件中，或是压缩文件"),
    ("it lies outside the working directory", "它在工作目录之外"),
    ("its directory does not exist; make it first", "所在目录不存在；请先创建"),
    ("its document is gone", "对应的文档已不存在"),
    ("its name is not UTF-8", "它的名称不是 UTF-8"),
    ("no --to, {version} assumed", "未指定 --to，按 {version} 检查"),
    ("no component here stands in these `paths`", "这里没有组件位于这些 `paths` 中"),
    (
        "task {name} has no {direction} component in this export, so the value reaches nothing; correct `direction`, or leave it out",
        "项目 {name} 在本次导出中没有{direction}组件，该取值不会生效；请改正 `direction`，或不写它",
    ),
    (
        "not fixed: {n} files, such as {path}, are in an archive or compressed, which is not changed; use \
         --out-dir DIR for fixed copies",
        "未修改：{n} 个文件（例如 {path}）在归档文件中或是压缩文件，不会直接改动；请用 --out-dir DIR 生成修改后的副本",
    ),
    (
        "not fixed: {path} is in an archive or compressed, which is not changed; use --out-dir DIR for \
         fixed copies",
        "未修改：{path} 在归档文件中或是压缩文件，不会直接改动；请用 --out-dir DIR 生成修改后的副本",
    ),
    ("not read: {path}: {why}", "未读取：{path}：{why}"),
    ("not selected", "未选中"),
    ("not selected, or ignored", "未选中，或已忽略"),
    ("not set", "未设置"),
    (
        "note: 1 other file was not copied; `omslint files` says which and why",
        "注意：另有 1 个文件没有复制；`omslint files` 会列出是哪个以及原因",
    ),
    (
        "note: secrets of {files} are masked in this diff, so it cannot be applied; --patch FILE saves \
         one that can be",
        "注意：此 diff 中 {files}的密码等已遮盖，因此不能直接应用；--patch FILE 会保存可以应用的补丁",
    ),
    (
        "note: status files: not copied from archives, for they are no configurations; unpack the archive \
         if they are wanted: {names}",
        "注意：状态文件不是配置，没有从归档文件中复制；如果需要，请先解开归档文件：{names}",
    ),
    (
        "note: {n} other files were not copied; `omslint files` says which and why",
        "注意：另有 {n} 个文件没有复制；`omslint files` 会列出是哪些以及原因",
    ),
    ("note: {what}: {why}", "注意：{what}：{why}"),
    ("nothing beside it is copied, so it has no place", "旁边没有文件被复制，因此它没有位置可放"),
    (
        "nothing of OMS was read, so there is nothing to plan, and {folder} was left as it is; correct \
         the paths",
        "没有读到任何 OMS 内容，因此无从制定方案，{folder} 保持原样；请改正路径",
    ),
    (
        "nothing of OMS was read, so there is nothing to plan, and {folder} was not made; correct the \
         paths",
        "没有读到任何 OMS 内容，因此无从制定方案，没有创建 {folder}；请改正路径",
    ),
    ("nothing was written", "没有写入任何文件"),
    ("overrides", "覆盖项（overrides）"),
    ("read what {rule} is about", "查看 {rule} 的说明"),
    ("restored {path}", "已恢复 {path}"),
    ("rules", "规则"),
    ("see the safe fix as a diff", "以 diff 查看依据充分的修改"),
    ("see the unsafe fix as a diff", "以 diff 查看属于推断、待确认的修改"),
    ("see the unsafe fix too", "同时查看属于推断、待确认的修改"),
    ("see the {n} safe fixes as a diff", "以 diff 查看 {n} 处依据充分的修改"),
    ("see the {n} unsafe fixes as a diff", "以 diff 查看 {n} 处属于推断、待确认的修改"),
    ("see the {n} unsafe fixes too", "同时查看 {n} 处属于推断、待确认的修改"),
    ("standard input cannot be fixed", "标准输入不能修改"),
    ("standard input has no place in the folder", "标准输入在升级目录中没有位置"),
    (
        "the file exists and is no {name} report of omslint; name another file",
        "文件已存在，且不是 omslint 的 {name} 报告；请换一个文件",
    ),
    ("the files were restored, only the report was cut off", "文件都已恢复，只有报告没有输出完"),
    ("the job summary: {why}", "作业摘要：{why}"),
    ("the manifest: {error}", "清单（manifest）：{error}"),
    ("the patch: {error}", "补丁：{error}"),
    ("the working directory", "工作目录"),
    ("there is no client {name} in what this override is about{near}", "此覆盖项涉及的组件中没有 client {name}{near}"),
    (
        "there is no client {name}: what this override is about names no clients; write one number for \
         all",
        "没有 client {name}：此覆盖项涉及的组件没有写出任何 client；请写一个对全部有效的数字",
    ),
    ("there is no format `{name}`; did you mean `{near}`?", "没有格式 `{name}`；是否想写 `{near}`？"),
    ("there is no format `{name}`; known are {names}", "没有格式 `{name}`；可用的有 {names}"),
    ("there is no schema `{name}`; `omslint schema` lists them", "没有 Schema `{name}`；`omslint schema` 会列出全部"),
    ("there is no schema `{name}`; did you mean `{near}`?", "没有 Schema `{name}`；是否想写 `{near}`？"),
    ("there is no task {name} in this export{near}", "此导出中没有项目 {name}{near}"),
    ("this is a directory; name a file", "这是目录；请写文件名"),
    (
        "values.csv: the same as a table for a spreadsheet; the column `value` is yours, and \
         `--values values.csv` reads it back as the spreadsheet saves it",
        "values.csv：同样的内容，作为电子表格用的表；`value` 列由您填写，`--values values.csv` 可直接读回\
         电子表格保存的文件",
    ),
    ("warning: --{flag}: {doubt}", "警告：--{flag}：{doubt}"),
    (
        "warning: the files are restored, but the manifest does not say so: {error}",
        "警告：文件都已恢复，但没有记入清单（manifest）：{error}",
    ),
    ("warning: {path}: left alone: {why}", "警告：{path}：没有改动：{why}"),
    ("what else is missing", "其他缺失"),
    ("will restore {path}", "将恢复 {path}"),
    ("write FORMAT=PATH, such as html=report.html", "请写成 FORMAT=PATH，例如 html=report.html"),
    ("write a template for the value that only a person knows", "为只有人知道的值生成模板"),
    ("write a template for the {n} values that only a person knows", "为 {n} 个只有人知道的值生成模板"),
    ("write fixed copies beside the originals", "生成修改后的副本，原文件不动"),
    (
        "{answer}. 1 file changes in this diff; nothing is written.",
        "{answer}。此 diff 涉及 1 个文件；没有写入任何文件。",
    ),
    (
        "{answer}. {n} files change in this diff; nothing is written.",
        "{answer}。此 diff 涉及 {n} 个文件；没有写入任何文件。",
    ),
    (
        "{code} does not run; {file} was looked at all the same, and nothing else of it",
        "{code} 没有运行；但仍核对了 {file}，该规则的其他内容没有检查",
    ),
    (
        "{directory} holds what another omslint command wrote, and its manifest names your files; choose \
         another directory",
        "{directory} 中有另一个 omslint 命令写出的内容，其清单（manifest）中有您的文件名；请换一个目录",
    ),
    (
        "{error}; `omslint check --write-baseline {file}` makes a baseline",
        "{error}；`omslint check --write-baseline {file}` 会生成基线",
    ),
    ("{files}: what was found, secrets masked", "{files}：发现的问题，密码等已遮盖"),
    ("{file}: empty, for nothing was fixed", "{file}：空文件，没有任何修改"),
    ("{file}, values.csv: empty, for no value is needed", "{file}、values.csv：没有需要填写的值"),
    ("{why}; nothing was written", "{why}；未写入任何内容"),
    (
        "Next: {folder} is not whole, for not every file could be written; whoever ran this makes room for them, and \
         plans again",
        "下一步：{folder} 不完整，有文件未能写入；请生成方案的人腾出空间，并重新生成方案",
    ),
    ("{file}: `quiet` and `verbose` exclude each other", "{file}：`quiet` 和 `verbose` 不能同时使用"),
    ("{file}: every edit and what it rests on", "{file}：每处改动及其依据"),
    (
        "{file}: the same as a patch for `git apply` in the directory where this plan was made; it may \
         hold passwords",
        "{file}：同样的内容，作为补丁，供在制定方案时的目录中执行 `git apply`；其中可能含密码",
    ),
    (
        "{file}: what is still needed, with proposals; fill it in and give it with `--values` to the next \
         plan, which leaves your file alone",
        "{file}：仍需填写的值，附建议值；填好后用 `--values` 交给下一次 plan，您的文件不会被改动",
    ),
    (
        "{folder}/: copies of the files with the fixes in them; they hold passwords, as the originals do",
        "{folder}/：修改后的文件副本；与原文件一样含密码",
    ),
    ("{value}  ({source})", "{value}（{source}）"),
    ("{how}: {codes}", "{how}：{codes}"),
    (
        "{n} changed files are not in {patch}, such as {first}, because {why}; {folder}/ holds all",
        "有 {n} 个改动的文件不在 {patch} 中，例如 {first}，因为{why}；{folder}/ 中是全部文件",
    ),
    ("{n} files are changed:", "改动了 {n} 个文件："),
    ("components that moved", "已迁移的组件"),
    ("positions that were given", "给定的位点"),
    ("other tasks", "其他项目"),
    ("--task: {names} alone; {n} more are here", "--task：仅 {names}；此处另有 {n} 个"),
    ("{place}: {of} has a position of its own, {has}, which stays", "{place}：{of} 已有位点 {has}，保持不变"),
    (
        "{n} are for what has one of its own, which stays, such as {place}: {of} has {has}",
        "有 {n} 个对应的组件已有位点，保持不变，例如 {place}：{of} 已有 {has}",
    ),
    (
        "{place}: {from} is live no more, so its value counts for {to}",
        "{place}：{from} 已不是当前组件，因此其取值用于 {to}",
    ),
    (
        "{n} values count for the components that took the place of those named, such as {place}: {to} for {from}",
        "{n} 个取值用于接替所写组件的组件，例如 {place}：以 {to} 代替 {from}",
    ),
    (
        "{n} names in overrides are not here, such as {place}: {why}",
        "覆盖项（overrides）中有 {n} 个名称这里没有，例如 {place}：{why}",
    ),
    ("{old} was changed by somebody, so it stays", "{old} 已被人改动，因此保留"),
    (
        "{old} was changed by somebody, so it stays; what is new stands in {new}",
        "{old} 已被人改动，因此保留；新内容写在 {new} 中",
    ),
    ("{path} is empty now: it was the patch of an earlier run.", "{path} 现在是空的：它是此前一次运行的补丁。"),
    ("{path}: holds its original already", "{path}：已经是原来的内容"),
    ("{path}: {why}", "{path}：{why}"),
    ("{path}:{line}: {why}", "{path}:{line}：{why}"),
    ("{sentence}.", "{sentence}。"),
    ("{shown} is UTF-16; save the table as \"CSV UTF-8\"", "{shown} 是 UTF-16；请把表另存为“CSV UTF-8”"),
    (
        "{shown} is an archive, which is not changed; use --out-dir DIR for fixed copies",
        "{shown} 是归档文件，不会直接改动；请用 --out-dir DIR 生成修改后的副本",
    ),
    (
        "{shown} names no task; --expect takes a list of task ids, one a line",
        "{shown} 中没有项目；--expect 需要项目 ID 清单，每行一个",
    ),
    (
        "{variable}: `{said}` is no language of omslint; it speaks en (English) and zh (Chinese)",
        "{variable}：omslint 没有语言 `{said}`；可用的有 en（英文）和 zh（简体中文）",
    ),
];
