//! Chinese of comparisons, of values, of the lines for a chat, and of what a plan says in `tasks.csv` and `cm.sh`.

texts![
    ("the first line names no column `{name}`; the columns are {columns}", "首行没有列 `{name}`；各列应为 {columns}"),
    ("there is no key `{key}` here; it is one of {known}", "此处没有键 `{key}`；可用的键为 {known}"),
    (
        "this row has a value and no task; give it in values.toml, where `paths` can be named",
        "该行有值，但没有项目；请改在 values.toml 中给出，那里可以写 `paths`",
    ),
    (
        "a name or a value in this row is not UTF-8; save the table as \"CSV UTF-8\"",
        "该行的名称或值不是 UTF-8；请将表格另存为 “CSV UTF-8”",
    ),
    (
        "the spreadsheet rounded this value to {value}; enter it again as text, with all its digits",
        "电子表格把该值舍入成了 {value}；请以文本形式重新填写完整数字",
    ),
    ("the export", "整个导出"),
    ("task {task}", "项目 {task}"),
    ("{kind} {id} of task {task}", "项目 {task} 的 {kind} {id}"),
    ("{kind} {id} of an unnamed task", "未知项目的 {kind} {id}"),
    ("{kind} of task {task}", "项目 {task} 的 {kind}"),
    ("{kind} of an unnamed task", "未知项目的 {kind}"),
    ("reverse {kind}", "反向 {kind}"),
    ("not read in the new export", "新导出中未能读取"),
    ("nothing lost; what is left is too little to fail this run", "没有丢失；剩余问题较轻，不影响本次结果"),
    ("the fix: the misspelled key is `{key}` now", "属于修改：拼错的键现在是 `{key}`"),
    ("the fix: {code} is gone with the old value", "属于修改：{code} 已随旧值消除"),
    ("HA is on again", "HA 已重新开启"),
    (
        "HA is off: switch it on again, in one save with its pull-back, unless the upgrade is still to come",
        "HA 处于关闭状态：请重新开启 HA，并在同一次保存中设好回拉时间；尚未升级的除外",
    ),
    ("the pull-back, which the upgrade asks to set", "回拉设置，升级本来就要求修改"),
    (
        "the upgrade asks for it, for it makes an Incr-Sync of each JDBCWriter",
        "升级要求如此：升级会把每个 JDBCWriter 变成 Incr-Sync",
    ),
    (
        "so nothing here says whether HA is on again: save it anew (System Management > System Parameters > `ha.config`) \
         beside the new export, and run this again",
        "因此无从得知 HA 是否已重新开启：请重新保存该参数（系统管理 > 系统参数 > `ha.config`），放到新导出旁边，然后重新运行",
    ),
    (
        "a position that was entered ({at}) and lies before the beginning of its Store ({begin}), which cannot serve \
         it: enter a later one, or have a new Store made with an earlier timestamp",
        "新填入的位点（{at}）早于其 Store 的起始位点（{begin}），Store 无法提供：请改填更晚的位点，或者用更早的 Timestamp 新增 Store",
    ),
    (
        "a position that was entered, {age} back ({at}), and no Store in the old export says whether that can be \
         served: see that it is meant",
        "新填入的位点在 {age}前（{at}），旧导出中没有 Store 能说明是否可以提供：请确认没有填错",
    ),
    ("no {kind} any more", "不再有 {kind}"),
    ("no task any more", "不再有该项目"),
    ("{parameters} lost", "丢失 {parameters}"),
    ("{parameters} changed", "变更 {parameters}"),
    ("{codes} left", "仍有 {codes}"),
    ("not in the new export", "新导出中没有"),
    ("not in the old export", "旧导出中没有"),
    ("nothing to do", "无需处理"),
    ("{codes} gone", "{codes} 已消除"),
    ("source, sink, coordinator and condition", "source、sink、coordinator 和 condition"),
    ("the configuration of a JDBCWriter", "JDBCWriter 的配置"),
    ("another kind of configuration", "另一种配置"),
    (
        "its keys cannot be compared: the old export has {before}, the new one {after}; look through it by hand",
        "无法逐键比较：旧导出中是 {before}，新导出中是 {after}；请人工核对",
    ),
    (
        "only its first {number} values were compared; look through the rest by hand",
        "只比较了前 {number} 个值；其余请人工核对",
    ),
    ("spelled `{name}` now", "现在写作 `{name}`"),
    ("a secret that was empty", "原本为空的敏感值"),
    ("a secret, whose value is not compared", "敏感值，不比较其内容"),
    ("only a secret in it differs, which is not compared", "仅其中的敏感值不同，不作比较"),
    ("it names the component itself or its server, which moved", "其中写的是组件自身或其所在机器，组件已迁移"),
    ("the same members in another order: look whether the order matters", "成员相同，顺序不同：请确认顺序是否有意义"),
    (
        "a secret in it was replaced by a mask, so it is gone where this was written",
        "其中的敏感值被替换成了掩码，写入处的原值已丢失",
    ),
    ("a secret, which is empty now", "敏感值，现在为空"),
    (
        "a secret, which was replaced by a mask: it is gone where this was written",
        "敏感值，被替换成了掩码：写入处的原值已丢失",
    ),
    (
        "a position, which went back by {back}, more than {window}, which the downtime and its reserve explain: what \
         was written since then is written again",
        "位点回退了 {back}，超过了停机时长加冗余时间可以解释的 {window}：该位点之后写入的数据会再次写入",
    ),
    ("a position, which moves while the task runs", "位点，项目运行时会前进"),
    ("where it began, which is another place for a new component", "起始位置，新组件的起始位置与原来不同"),
    ("a port of the component itself, which is given out anew", "组件自身的端口，会重新分配"),
    ("a sequence number, which grows with every new component", "序号，每新建一个组件就会增大"),
    ("the address of the Cluster Manager, which belongs to the installation", "Cluster Manager 的地址，属于安装环境"),
    (
        "omslint {version}: no value is needed for {input}. Written at {date}.",
        "omslint {version}：{input} 不需要填写任何值。生成时间：{date}。",
    ),
    (
        "omslint {version}: no configuration of OMS was read in {input}, so nothing is known of its values. Written \
         at {date}.",
        "omslint {version}：在 {input} 中没有读到 OMS 的配置，因此无法得知需要哪些值。生成时间：{date}。",
    ),
    (
        "What only a person can supply, for {input}: {overrides}. Written by omslint {version} at {date}.",
        "{input} 中只有人能给出的值：{overrides}。由 omslint {version} 生成，时间：{date}。",
    ),
    (
        "Check each value, take away the `#` before its key, and give this file to omslint with --values FILE, or \
         paste it into omslint.toml. A value given here counts as safe to apply. As long as nothing is filled in, \
         nothing changes.",
        "请核对每个值，删除键前面的 `#`，再以 --values FILE 将本文件交给 omslint，或粘贴到 omslint.toml 中。\
         此处给出的值视为依据充分，可直接应用。在未填写任何内容之前，一切不变。",
    ),
    ("The type of its source: the export contradicts itself.", "源端类型：导出内容自相矛盾。"),
    ("The type of its source: only the name of a subtopic says so.", "源端类型：依据只有 subtopic 的名称。"),
    (
        "The type of its source: what says so states no direction, so it may speak of the other database of the task.",
        "源端类型：作为依据的内容没有写明方向，说的可能是项目的另一端数据库。",
    ),
    (
        "The type of its source: copies of this component differ, and nothing certain says which one is the newest. \
         Settle that first: as long as they differ, a value given here does not settle it.",
        "源端类型：该组件的几份副本内容不同，没有确凿的依据说明哪一份最新。请先解决这一点：\
         只要副本仍不一致，在此处填值也不能解决问题。",
    ),
    ("The type of its source: a guess, no more.", "源端类型：仅为推测。"),
    ("The type of its source: nothing in the export decides it.", "源端类型：导出中没有可以确定它的内容。"),
    (
        "Whether it synchronises DDL, \"yes\" or \"no\": nothing here says so; the console shows it in the task's \
         parameter configuration.",
        "是否同步 DDL，填 \"yes\" 或 \"no\"：导出中没有说明；见控制台中的 更多操作 > 查看参数配置。",
    ),
    ("  proposed: {time}, {age} ago", "  建议值：{time}，{age}前"),
    ("  proposed for {key}: {time}, {age} ago", "  {key} 的建议值：{time}，{age}前"),
    (
        "Its position, in Unix seconds: what is proposed writes the rows since then again, which changes nothing in \
         tables with a primary or unique key; see that the Store still keeps them.",
        "位点，Unix 秒：采用建议值会再次写入该位点之后的数据，对有主键或唯一键的表没有影响；请确认 Store \
         仍保留着这些数据。",
    ),
    (
        "Several components read under one client: one position for all of them, not later than any of theirs.",
        "多个组件以同一客户端读取：只填一个位点，且不晚于其中任何一个组件的位点。",
    ),
    (
        "Its position, in Unix seconds: what is proposed writes the rows since then again, and in a message queue \
         they are duplicates; decide.",
        "位点，Unix 秒：采用建议值会再次写入该位点之后的数据，在消息队列中就是重复数据；是否采用，请您决定。",
    ),
    (
        "Its position, in Unix seconds: what is proposed is doubtful, and why stands below. The present one is shown under the \
         details of its task, View Component Monitoring.",
        "位点，Unix 秒：建议值存疑，原因见下。当前位点见项目详情 > 查看组件监控。",
    ),
    (
        "Its position, in Unix seconds: the export tells none that holds. The present one is shown under the details \
         of its task, View Component Monitoring; earlier than its Store's beginning it cannot be.",
        "位点，Unix 秒：导出中没有可用的位点。当前位点见 项目详情 > 查看组件监控；不能早于其 Store 的起点。",
    ),
    ("{name} ({state})", "{name}（{state}）"),
    ("{number}: {names}", "{number} 个，{names}"),
    ("{number}: {names} and {more} more", "{number} 个，{names}，另有 {more} 个"),
    ("none", "无"),
    ("{files} that could not be read", "{files}无法读取"),
    ("whoever collects copies what could not be read, and plans again", "采集人重新复制无法读取的文件，并重新生成方案"),
    (
        "whoever collects brings what is missing or was not understood under UNKNOWN, or says that there is none, and \
         plans again",
        "采集人补上 UNKNOWN 中缺少或未能识别的内容（如果确实没有，请说明），并重新生成方案",
    ),
    (
        "the owners of the tasks correct the values that were given and are not taken (VALUE in the runbook), and \
         plan again",
        "项目负责人更正已给出但不被采用的值（见实施手册的 VALUE 部分），并重新生成方案",
    ),
    (
        "whoever plans the upgrade plans again with the rules that were left out (VALUE in the runbook)",
        "升级负责人计入被略去的规则（见实施手册的 VALUE 部分），并重新生成方案",
    ),
    (
        "whoever plans the upgrade settles what stands first in the runbook, and plans again",
        "升级负责人先解决实施手册开头所列问题，并重新生成方案",
    ),
    ("the owners of the blocked tasks settle what stands under BLOCKED", "被阻断项目的负责人解决 BLOCKED 下所列问题"),
    ("the owners of the tasks fill in values.toml, and plan again", "项目负责人填写 values.toml，并重新生成方案"),
    ("the owners of the tasks look at what stands under CONFIRM", "项目负责人确认 CONFIRM 下所列事项"),
    ("whoever carries it out reads the runbook, and signs", "执行人阅读实施手册并签字"),
    ("OMS upgrade to {to}. {answer}", "OMS 升级到 {to}。{answer}"),
    ("Stops it: {what}", "阻断项：{what}"),
    ("A person decides: {what}", "待人工决定：{what}"),
    ("To enter: {what}", "待录入：{what}"),
    ("Next: {next} ({runbook})", "下一步：{next}（{runbook}）"),
    ("{number} {state}", "{state} {number} 个"),
    ("{all}: {states}", "{all}：{states}"),
    (
        "{all}: {states} (1 of them is a component without a task id)",
        "{all}：{states}（其中 1 个是没有项目 ID 的组件）",
    ),
    (
        "{all}: {states} ({n} of them are components without a task id)",
        "{all}：{states}（其中 {n} 个是没有项目 ID 的组件）",
    ),
    ("the processes of others are hidden, or there is no /proc", "看不到其他用户的进程，或没有 /proc"),
    ("some command lines could not be read; run it as root", "有些命令行无法读取；请以 root 运行"),
    ("no process of a component was seen; they may run elsewhere", "没有看到任何组件的进程；它们可能在别处运行"),
    ("guessed, confirm first: {because}", "推断，先确认：{because}"),
    ("(empty)", "（空）"),
    ("the export says otherwise, look again first: {because}", "与导出不符，先再核实一次：{because}"),
    (
        "not yet, but together with what is still open: {value}; {because}",
        "暂不录入，待其余值确定后一起录入：{value}；{because}",
    ),
    ("{why}; proposal, not decided: {value}", "{why}；建议值（未定）：{value}"),
    ("What is to be entered and has no call: a task, and why.", "待录入、但没有调用的项目及其原因。"),
    ("There is nothing to call: no task of this plan needs a value.", "没有可调用的内容：本方案没有需要录入值的项目。"),
    (
        "There is nothing to call: what this plan still needs, no call can enter; see below.",
        "没有可调用的内容：本方案尚需处理的内容无法通过调用录入，见下文。",
    ),
    (
        "the id of its component is not known, so no call can name it; use the console",
        "其组件 ID 未知，无法在调用中指定；请在控制台操作",
    ),
    (
        "the plan is of several Cluster Managers, and its clients name none, so nothing says which one to call; use the console",
        "本方案涉及多个 Cluster Manager，而其 clients 未写明是哪一个，无法确定应调用哪一个；请在控制台操作",
    ),
    (
        "its values are guessed; confirm them, then plan again with --unsafe-fixes",
        "其值为推断；请先确认，再以 --unsafe-fixes 重新生成方案",
    ),
    (
        "this plan has no step for it: its rule was not run (--select, --ignore), its fix failed its proof, or what \
         it needs is no plain key of a source that reads a Store; see the runbook",
        "本方案没有它的步骤：相应规则未运行（--select、--ignore），或修改未通过验证，或所需的不是读取 Store 的 \
         source 中的普通键；见实施手册",
    ),
    (
        "what it needs is no key of `source`, and no call is known for it; use the console",
        "所需的不是 `source` 中的键，没有已知的调用；请在控制台操作",
    ),
    ("a value of it is not known; see VALUE in the runbook", "它有一个值尚未确定；见实施手册的 VALUE 部分"),
    ("checkpoint: {positions}", "checkpoint：{positions}"),
    ("{client} at {time}", "{client} 为 {time}"),
];
