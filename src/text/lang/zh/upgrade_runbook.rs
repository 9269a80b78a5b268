//! Chinese of the runbook.

texts![
    ("Runbook: upgrade of OMS from {from} to {to}", "变更实施手册：OMS 从 {from} 升级到 {to}"),
    ("Runbook: upgrade of OMS to {to}", "变更实施手册：OMS 升级到 {to}"),
    (" {tasks}.", "{tasks}。"),
    ("nothing in it says when it was taken; positions age by the hour", "导出中没有写明时间；位点每小时都在变旧"),
    ("newest answer of the API {time}", "API 最新的返回结果：{time}"),
    ("not given (`--from`)", "未指定（`--from`）"),
    ("made", "生成"),
    ("{time} by omslint {version}", "{time}，omslint {version}"),
    ("export", "导出"),
    ("read", "读取"),
    ("runs now", "当前版本"),
    ("target", "目标版本"),
    ("what", "条目"),
    ("is", "内容"),
    ("Stop: ", "阻断："),
    (" ({code}). {help}", "（{code}）。{help}"),
    ("read and understood", "已阅读并理解"),
    ("go or no-go", "审批人（决定是否执行）"),
    ("carries it out", "执行人"),
    ("checks each step", "复核人（逐步核对）"),
    ("decides on going back, until", "回退决策人，决策截止时间"),
    ("who signs", "角色"),
    ("name", "姓名"),
    ("time", "时间"),
    ("signature", "签字"),
    (
        "**T1** (first stop) ____________  **T2** (all servers Online) ____________  **T3** (rollback) ____________",
        "**T1**（首次停止）____________  **T2**（所有机器在线）____________  **T3**（回退）____________",
    ),
    ("What this plan does not know:", "本方案未能得知："),
    ("{what}: {why}", "{what}：{why}"),
    (
        "**Stop: these could not be read, so what they say was not checked.** Copy them again, and plan again:",
        "**阻断：以下文件无法读取，其中内容未经检查。**请重新复制，并重新生成方案：",
    ),
    (": {message}", "：{message}"),
    (": ", "："),
    ("Tasks", "项目"),
    ("{state}: {meaning}.", "{state}：{meaning}。"),
    ("none known", "未知"),
    ("task", "项目"),
    ("tasks", "项目"),
    ("state", "状态"),
    ("servers", "机器"),
    ("needs", "需要"),
    ("READY, {number}.", "READY，{number} 个。"),
    (" {names}.", "{names}。"),
    ("Before the upgrade", "升级前"),
    (
        "What is entered by hand survives the upgrade, so it may be entered days before. Run `omslint plan` with the \
         flags of this one on a fresh export afterwards: what is done is READY then.",
        "手动录入的值升级后保留，可以提前数天录入。录入后重新导出，以与本方案相同的选项再次运行 `omslint plan`：已完成的项目会显示为 READY。",
    ),
    (
        "What is entered by hand survives the upgrade, so it may be entered days before. Then switch HA off, enter \
         the values, and switch HA on again the same night, in one save with its pull-back (steps below): otherwise \
         nights without failover pile up. Run `omslint plan` with the flags of this one on a fresh export afterwards: \
         what is done is READY then.",
        "手动录入的值升级后保留，可以提前数天录入。提前录入时，先关闭 HA，录入各值，并于当晚重新开启 HA，\
         与回拉参数在同一次保存中完成（步骤见下文）；否则没有故障切换的夜晚会越积越多。录入后重新导出，\
         以与本方案相同的选项再次运行 `omslint plan`：已完成的项目会显示为 READY。",
    ),
    ("VALUE: only a person knows", "VALUE：待填值，只有人知道"),
    (
        "Fill in `values.toml` of this folder, and plan again, with it as FILE: ",
        "填写本目录中的 `values.toml`，将其作为 FILE 重新生成方案：",
    ),
    (
        ". What was VALUE is FIX then, and what else is known of these components stands in the tables beside it. \
         The present position of a component is shown under the details of its task, View Component Monitoring. For \
         Kafka, RocketMQ and DataHub an earlier position means duplicates, a later one means rows that are lost.",
        "。原来的 VALUE 届时变为 FIX，这些组件其余已知的值也会一并列入表中。组件的当前位点见 项目详情 > \
         查看组件监控。对于 Kafka、RocketMQ 和 DataHub，位点偏早会产生重复数据，偏晚会丢失数据。",
    ),
    ("proposal, not decided", "建议值（未定）"),
    (
        "What else is known of these components. **Enter nothing of it yet**: it is entered together with what is \
         open above, in one update, for the update restarts the component.",
        "这些组件其余已知的值如下。**暂不录入**：更新会重启组件，因此要与上面尚未确定的值一起，在同一次更新中录入。",
    ),
    (
        "Nothing to enter yet: what is known waits for what only a person knows, below.",
        "暂无可录入的值：已知的值要等下文只有人知道的值。",
    ),
    ("why", "原因"),
    ("BLOCKED: settle first", "BLOCKED：阻断项，先解决"),
    ("UNKNOWN: not checked", "UNKNOWN：未检查"),
    ("CONFIRM: look at these warnings", "CONFIRM：待人工确认的警告"),
    (
        "Nothing is known of these. Copy or export them again, and plan again, before anything is upgraded.",
        "对以下项目一无所知。请在升级任何内容之前，重新复制或导出，并重新生成方案。",
    ),
    ("What to do stands with each.", "处理办法见各行。"),
    (" {how}", "{how}"),
    ("{words}. {help}", "{words}。{help}"),
    ("what is the matter", "问题"),
    ("where", "位置"),
    ("Worth knowing", "须知"),
    ("{names}: {note}", "{names}：{note}"),
    ("CLONE: after the upgrade, a new task with a start timestamp", "CLONE：升级后重建（克隆），指定起始位点"),
    (
        "A clone made before the upgrade would be a task of the old version again. **Until the old task is deleted, \
         both write to the same target**: rows of tables without a primary or unique key are written twice until \
         then, and in Kafka, RocketMQ and DataHub all are duplicates. The source must keep its own log from the start \
         timestamp on: that is the other bound, and no export tells it.",
        "升级前克隆出的项目仍是旧版本的项目。**删除旧项目之前，新旧项目写入同一目标端**：在此期间，\
         没有主键或唯一键的表会写入两遍，在 Kafka、RocketMQ 和 DataHub 中则全部是重复数据。\
         源端必须保留自起始位点起的日志：这是另一个界限，任何导出都看不出来。",
    ),
    (
        "For each: see in the source that its log reaches back to the start timestamp.",
        "逐个项目在源端确认：日志可以追溯到起始位点。",
    ),
    ("nothing was changed", "没有任何改动"),
    ("Pause the old task.", "暂停旧项目。"),
    ("resume it", "恢复旧项目"),
    (
        "Clone it with the start timestamp above and **full synchronization unticked**: ticked, the timestamp cannot \
         be set and everything is loaded again. Run the clone.",
        "以上述起始位点克隆该项目，并且**不勾选全量同步**：勾选后无法设置起始位点，全部数据会重新加载。\
         启动克隆出的项目。",
    ),
    ("stop and delete the clone, resume the old task", "停止并删除克隆出的项目，恢复旧项目"),
    (
        "See that the clone runs and its position moves; then delete the old task.",
        "确认克隆出的项目在运行、位点在前进；然后删除旧项目。",
    ),
    ("What else is in this folder", "本目录中的其他文件"),
    (
        "Nothing was fixed, so no file here holds a secret: everything may be attached.",
        "没有任何修改，因此这里的文件都不含敏感信息：全部可以附上。",
    ),
    (
        "**Only `fixed/` and `fix.patch` hold secrets: attach them to no ticket and no mail.** Everything else may \
         be attached.",
        "只有 `fixed/` 和 `fix.patch` 含有敏感信息：**不要附到任何工单或邮件中**。其余文件都可以附上。",
    ),
    (
        "`tasks.csv`: the same as a table for a spreadsheet; a `tasks.csv` or `runbook.md` that you changed stays, \
         and what is new is written beside it",
        "`tasks.csv`：相同内容的电子表格；您改动过的 `tasks.csv` 或 `runbook.md` 会保留，新内容写在旁边的文件中",
    ),
    (
        "`runbook.html`: this page for print and for tickets, with blanks for times and signatures",
        "`runbook.html`：本手册的打印版，也可附到工单，留有填写时间和签字的空格",
    ),
    (
        "`update-incr-sync/`: bodies for `POST /api/v2?Action=UpdateIncrSync` (the Community Edition 4.1.1 and \
         later), one for each component of which all values are known. All four fields are required; where no API \
         export says the region, `{placeholder}` stands there, and only you know it. Never add `allowDelete`: with \
         it, everything that is not sent is deleted",
        "`update-incr-sync/`：`POST /api/v2?Action=UpdateIncrSync` 的请求体（社区版 4.1.1 及以上），\
         每个值已全部确定的组件一个。四个字段均为必填；API 导出没有说明地域时，该处写作 `{placeholder}`，\
         只有您知道其值。切勿添加 `allowDelete`：加上后，凡是没有发送的内容都会被删除",
    ),
    (
        "{bodies}. **{from}, which runs now, has no such call: before the upgrade they are of no use**",
        "{bodies}。**当前运行的 {from} 没有该调用：升级前这些文件用不上**",
    ),
    (
        "`cm.sh`: the calls of the Cluster Manager for the same components, a dry run unless told otherwise; its \
         first lines say what it needs",
        "`cm.sh`：对相同组件调用 Cluster Manager，默认只试运行；所需条件写在脚本开头",
    ),
    ("FIX: enter what is known", "FIX：录入已知的值"),
    ("Nothing to enter.", "没有需要录入的值。"),
    (
        "Nothing to enter yet: what stands below is guessed. Confirm it, and plan again with `--unsafe-fixes`.",
        "暂时没有可录入的值：以下均为推断。请先确认，再以 `--unsafe-fixes` 重新生成方案。",
    ),
    ("Canary first: ", "先行验证项目："),
    (
        ". Enter it, see that the task runs and its position moves, and wait a while before the others.",
        "。先录入它，确认项目在运行、位点在前进，观察一段时间后再处理其他项目。",
    ),
    (
        " Whether a Connector takes up a new checkpoint is documented nowhere: see at the canary where it goes on from.",
        "Connector 是否会采用新的 checkpoint，没有任何文档说明：请在先行验证项目上看它从何处继续。",
    ),
    (" Then, as the first that gets a checkpoint, ", "然后录入第一个要写 checkpoint 的项目 "),
    (", in the same way.", "，方法相同。"),
    ("Server not known: {values}", "机器未知：{values}"),
    ("Server `{server}`: {values}", "机器 `{server}`：{values}"),
    ("component", "组件"),
    ("key", "键"),
    ("value", "值"),
    ("because", "依据"),
    ("sure", "把握"),
    (" of `{task}`", "，属于项目 `{task}`"),
    (" (canary)", "（先行验证项目）"),
    (
        "In the same save, whatever was written down: `enableConnector` = `true` where it was off while \
         `enableJdbcWriter` was on. JDBCWriter is gone, and HA would look after no component that writes to a target.",
        "在同一次保存中，无论记下的值是什么：如果 `enableConnector` 关闭而 `enableJdbcWriter` 打开过，则 `enableConnector` \
         = `true`。新版本中已没有 JDBCWriter，否则 HA 不守护任何写入目标端的组件。",
    ),
    (", stands there empty", "，该键已存在，值为空"),
    ("**yours, and the export says otherwise**: look again first", "**由您给出，与导出不符**：先再核实一次"),
    ("{own}; but the export says otherwise: {contrary}", "{own}；但导出并非如此：{contrary}"),
    ("{own}; something else in the export contradicts it: {contrary}", "{own}；导出中另有与之矛盾的内容：{contrary}"),
    ("{code} {rule}: {words} ({place})", "{code} {rule}：{words}（{place}）"),
    ("proposed is what stands there: {because}, {age} old", "建议值即现有的值：{because}，距今 {age}"),
    ("proposed is where the component stands, {age} back", "建议值即组件所在的位点，距今 {age}"),
    ("{said}; it is {age} before {what} ({time})", "{said}；比{what}（{time}）早 {age}"),
    (
        "By minutes: **{minutes} or more**, and as much more as it takes longer than planned (OMS206: {sum}).",
        "按分钟设置时：**不少于 {minutes}**，实际比计划长多少，就再加多少（OMS206：{sum}）。",
    ),
    (
        "By minutes: **{minutes} or more** here, too, by the sum under HA on.",
        "按分钟设置时：此处同样**不少于 {minutes}**，算法见“开启 HA”。",
    ),
    ("By minutes: add the greatest lag here, too, {lag}.", "按分钟设置时：此处同样要加上最大延时 {lag}。"),
    (
        "By minutes: add the greatest lag in this export, {lag} of {component}.",
        "按分钟设置时：再加上本次导出中的最大延时，即 {component} 的 {lag}。",
    ),
    (
        "Where a GLOB of `--include` or `--exclude` names a folder of this export, name that of NEW-EXPORT instead (and that of \
         `old-export`, where `verify` reads it).",
        "`--include` 或 `--exclude` 的 GLOB 写明本次导出中的目录时，请改为 NEW-EXPORT 中的目录（`verify` 读取 `old-export` 时，\
         还要写明其中的目录）。",
    ),
    (
        "Left out of the command, for the positions in it are older than T1 and would win: {what}.",
        "下面的命令不带 {what}：其中的位点早于 T1，却会优先采用。",
    ),
    (
        "First take the `checkpoint` values out of `{file}`: they are older than T1.",
        "请先删除 `{file}` 中的 `checkpoint` 值：它们早于 T1。",
    ),
    (
        "A key that stands there already (its row says what it was, or that it is empty) is not made anew: click its \
         edit icon, replace the whole value, tick.",
        "已经存在的键（其所在行写明了原值，或写明值为空）不要新建：单击其编辑图标，替换整个值，单击对号。",
    ),
    (", was ", "，原值 "),
    ("**guessed**: confirm first", "**推断**：先确认"),
    ("safe", "依据充分"),
    ("unknown", "未知"),
    (
        "HA off before anything restarts: write down `ha.config`, then System Parameters > `ha.config`: `enable` = \
         `false`.",
        "在任何组件重启之前关闭 HA：记录 `ha.config` 的现值，然后进入 系统管理 > 系统参数 > `ha.config`，将 `enable` \
         修改为 `false`。",
    ),
    ("set `enable` back", "将 `enable` 改回原值"),
    ("Which console is it? No `--from` was given.", "先确认是哪一版控制台（未指定 `--from`）。"),
    ("**Once, before the first row:**", "**录入第一行之前，只做一次：**"),
    (
        "**For every row of the tables below**, in the console of the version that runs **now**. The rows of one \
         component are entered together, in one update:",
        "**对下列各表的每一行**，在**当前**运行版本的控制台中操作。同一组件的各行在一次更新中一起录入：",
    ),
    ("**Once, when all rows of the night are entered:**", "**当晚各行全部录入后，只做一次：**"),
    (
        "HA on again, in one save with its pull-back, as under HA on below. If the upgrade follows at once, HA stays \
         off.",
        "重新开启 HA，与回拉参数在同一次保存中完成，做法见下文“开启 HA”。若紧接着升级，则 HA 保持关闭。",
    ),
    (
        "Stop the component: only a stopped or abnormal one can be updated (before CE 4.1.1 and EE 4.2).",
        "在该组件的操作列单击 暂停（批量运维中为 停止），待状态变为已停止：只有已停止或异常的组件才能更新（社区版 4.1.1、企业版 4.2 之前）。",
    ),
    ("start it again", "重新启动该组件"),
    (
        "{place}. Hover right of `source`, `+`, Key Name, tick. **The value of the new key is NULL until it is \
         edited**: edit icon, value, tick. A save in between stores NULL.",
        "{place}，打开 更新配置 对话框。鼠标悬停至 `source` 右侧的空白区域，单击添加图标（`+`），填写 Key Name，\
         单击对号。**新键的值默认为 NULL，必须再编辑**：单击编辑图标，填写值，单击对号。若中途保存，存入的就是 NULL。",
    ),
    (
        "in the same place take the key away again, or set it back to what it was; or `./cm.sh --rollback TASK`",
        "在同一位置删除该键，或改回原值；或执行 `./cm.sh --rollback TASK`",
    ),
    (
        "A task from before CE 4.2.7 must have a Concurrency Speed chosen in the same window, or the update ends in \
         an internal error (FAQ of 4.2.9).",
        "社区版 4.2.7 之前创建的项目，必须在同一窗口中选择并发速度（Concurrency Speed），否则更新会报内部错误（4.2.9 \
         的 FAQ）。",
    ),
    ("OK (older consoles: Update)", "确定（旧版控制台为 更新）"),
    (
        "{confirm}. **The update restarts the component.** You need not start it yourself. See that the keys stand \
         there with their values, the component runs, and its position moves.",
        "单击 {confirm}。**更新会重启该组件**，无需自行启动。确认各键及其值已经写入、组件为运行中、位点在前进。",
    ),
    (
        "If it stays stopped all the same, start it in the same tab. The console then asks whether to pull back \
         (是否进行回拉).",
        "若组件仍处于已停止，请在同一页签中启动它。控制台此时会询问“是否进行回拉”。",
    ),
    (
        "Only `dbType` was entered: what to answer is documented nowhere. No position was changed, and the \
         documented call of the Cluster Manager asks for a pull-back only where the checkpoint changed: that speaks \
         for not pulling back. It is our deduction, so settle it with the vendor's support before the night, and see \
         it at the canary.",
        "只录入了 `dbType`：应如何选择，没有任何文档说明。位点没有变更，而文档写明的 Cluster Manager 调用只在 \
         checkpoint 变更时才要求回拉：由此看应选择不回拉。这是我们的推断，请在变更窗口之前与厂商支持确认，\
         并用先行验证项目验证。",
    ),
    (
        "A `checkpoint` was entered: whether a Connector uses it without pulling back is documented nowhere; the \
         canary shows it. A JDBCWriter goes on where it stopped.",
        "录入了 `checkpoint`：不回拉时 Connector 是否会采用它，没有任何文档说明，由先行验证项目来验证。JDBCWriter \
         会从停止处继续。",
    ),
    (
        "CE 4.1.1, EE 4.2 and later: tab `{tab}`, running, stopped or abnormal components, then {confirm} ({source})",
        "社区版 4.1.1、企业版 4.2 及以上：`{tab}` 页签，组件可为运行中、已停止或异常，最后单击 {confirm}（{source}）",
    ),
    (
        "before CE 4.1.1 and EE 4.2: tab `{tab}`, only stopped or abnormal components, then {confirm} ({source})",
        "社区版 4.1.1、企业版 4.2 之前：`{tab}` 页签，组件只能为已停止或异常，最后单击 {confirm}（{source}）",
    ),
    (
        "Or by the Cluster Manager, task by task (dry run without --apply): ",
        "也可以逐个项目调用 Cluster Manager（不加 --apply 只试运行）：",
    ),
    (".", "。"),
    (
        "{light} of the components are Light-Connectors of 3.2.x: no call is known that takes a key of theirs away \
         again, so their rollback is by the console.",
        "其中 {light} 个组件是 3.2.x 的 Light-Connector：目前不知道有能再删除其键的调用，因此须在控制台回退。",
    ),
    (
        "The components are of {n} Cluster Managers: run it once for each, with its address in `CM_ADDRESS` ({names}); \
         what is of another one is skipped.",
        "这些组件分属 {n} 个 Cluster Manager：每个各执行一次，并在 `CM_ADDRESS` 中填写其地址（{names}）；属于其他 Cluster \
         Manager 的组件会跳过。",
    ),
    ("Several at once: Batch O&M, for `dbType` only", "批量运维：一次处理多个组件，仅限 `dbType`"),
    (
        "By server IP, only where every live source on that server has one type; or by task name. Never for a \
         checkpoint, which belongs to one task, and never one value on all tasks of a server without checking each.",
        "维度选择 机器 IP 时，仅限该机器上所有在用源端均为同一类型；也可以选择 项目名称。绝不用于 checkpoint，\
         它只属于一个项目；也绝不要不经逐个核对，就把同一个值写入一台机器上的所有项目。",
    ),
    ("{number} of the inputs could not be read", "有 {number} 个输入无法读取"),
    (
        "of {unknown} of the tasks the server is not known, not read or not in the export",
        "有 {unknown} 个项目的机器未知、未读取或不在导出中",
    ),
    ("{components} lacks it", "{components}缺少它"),
    ("{components} lack it", "{components}缺少它"),
    (": allowed. All live sources are {name}; {due}.", "：允许。所有在用源端均为 {name}；{due}。"),
    ("not allowed", "不允许"),
    ("; {due}. All that is known there is {name}, but {hole}.", "；{due}。该机器上已知的均为 {name}，但{hole}。"),
    ("; {due}. Not of every source is the type known: ", "；{due}。并非所有源端的类型都已知："),
    ("; {due}. More than one type: ", "；{due}。类型不止一种："),
    (
        "; {due}. All are {name}, but of {tasks} something else is still missing, which such a write leaves out.",
        "；{due}。均为 {name}，但 {tasks} 还缺其他值，这样批量写入会漏掉它们。",
    ),
    (
        "A key that is written with its section (`sink.workerNum`) stands in that section: change it there, not beside \
         `source`.",
        "带有配置段名的键（如 `sink.workerNum`）位于该配置段：请在那里修改，不要添加到 `source` 旁。",
    ),
    ("this plan is of some of the tasks only (--task)", "本方案只涉及部分项目（--task）"),
    (
        "By task name it saves nothing: of no task does more than one component lack it.",
        "按项目名称并不省事：没有哪个项目有一个以上的组件缺少它。",
    ),
    ("By task name: ", "按项目名称："),
    ("allowed", "允许"),
    (" for {tasks} ({names}): {why}.", "，{tasks}（{names}）：{why}。"),
    ("every live Incr-Sync is {name}", "所有在用 Incr-Sync 均为 {name}"),
    ("something else is still missing, which such a write leaves out", "还缺其他值，这样批量写入会漏掉它们"),
    ("the Incr-Syncs of both directions have several types: {types}", "两个方向的 Incr-Sync 类型不止一种：{types}"),
    ("not of every Incr-Sync is the type known", "并非所有 Incr-Sync 的类型都已知"),
    (
        "what may be a component there is left out, packed, a link, empty, or only seen to run: {names}",
        "可能是其组件的内容被排除、未解包、是链接、为空，或仅见其在运行：{names}",
    ),
    (
        "sources of another type may be there, too: the IP of {names} is not known",
        "该服务器上还可能有其他类型的源端：{names} 的 IP 未知",
    ),
    (
        "this plan leaves {code} {rule} out (--select, --ignore, --baseline, [[ignore]]), and the component lacks it all \
         the same: plan again with it",
        "本方案未计入 {code} {rule}（--select、--ignore、--baseline、[[ignore]]），但该组件仍缺少它：请计入后重新生成方案",
    ),
    (
        "Half done in fixed/ and fix.patch, so do not take it over as it is there: {components}",
        "fixed/ 和 fix.patch 中有只完成一半的内容，请勿直接采用：{components}",
    ),
    ("{who} got its {done}, but not yet its {open}", "{who} 已写入 {done}，但尚未写入 {open}"),
    (
        "this plan leaves its rule out (--select, --ignore, --baseline, [[ignore]]): plan again with it",
        "本方案未计入相应规则（--select、--ignore、--baseline、[[ignore]]）：请计入后重新生成方案",
    ),
    ("{what}: {names}", "{what}：{names}"),
    ("Checks before you start", "开始前的检查"),
    (
        "Every task that the console lists stands under Tasks above. TASKS.txt holds their ids, one a line:",
        "控制台列出的每个项目（新版控制台称“任务”）都在上文“项目”一节中。TASKS.txt 存放项目 ID，每行一个：",
    ),
    (
        "This folder was made from an export of today: positions age by the hour.",
        "本目录由当天的导出生成：位点每小时都在变旧。",
    ),
    ("Per node", "逐节点操作"),
    (
        "Steps without a mark are from the guide of CE 4.2.x; the guides of other versions say the same in outline. \
         Where the guide of your own version differs, follow that one. A step marked **not seen** was not found in \
         the target's guide. Names in capitals are yours to fill in. Where a line says \"your guide's command\", the \
         whole command depends on your site and is in your vendor's guide: write it there before the night.",
        "没有标注的步骤，出自社区版 4.2.x 的升级指南，其他版本的指南大体相同。若您所用版本的指南与此不同，\
         以该指南为准。标注 **请核对** 并写明“未在……的指南中见到”的步骤，在目标版本的指南中没有找到。大写的名称由您填写。写有“指南中的命令”处，\
         整条命令取决于您的环境，见厂商的升级指南：请在变更窗口之前填入该处。",
    ),
    (
        "**Not seen**: 4.2.11 is reached by a hot upgrade, and what that does otherwise is not known here. Read its \
         guide first.",
        "**请核对**：4.2.11 须通过热升级方式升级，其步骤与本手册有何不同，尚不清楚。请先阅读其升级指南。",
    ),
    ("After the upgrade", "升级后"),
    (
        "Export again, and compare. 0 only when nothing is left and nothing is lost.",
        "重新导出并比较。只有无遗留问题、无丢失时，退出码才为 0。",
    ),
    ("The node with the fewest tasks first:", "项目最少的节点在前："),
    ("order", "顺序"),
    ("node", "节点"),
    (
        "From left to right, then the next line. Tick the number of a step beside each node on which it is done:",
        "从左到右，再到下一行。在哪个节点上完成了某个步骤，就在该节点旁勾选其序号：",
    ),
    (" ({count})", "（{count}）"),
    ("steps", "步骤"),
    ("once in every region: ☐ ____________ ☐ ____________", "每个地域执行一次：☐ ____________ ☐ ____________"),
    ("Check: ", "请核对："),
    ("your guide's command: ____________", "指南中的命令：____________"),
    ("on each of the {number} nodes of the table: mark it there", "在表中 {number} 个节点上逐一执行：在表中勾选"),
    ("on each:", "逐一执行："),
    (
        "no `ha.config` is in the export: read it under System Parameters",
        "导出中没有 `ha.config`：请到 系统管理 > 系统参数 查看",
    ),
    ("{code}: {message}. {help}", "{code}：{message}。{help}"),
    ("no.", "序号"),
    ("step", "步骤"),
    ("done by", "执行人"),
    ("checked by", "复核人"),
    ("rollback: {how}", "回退：{how}"),
    ("this component {rest}", "该组件 {rest}"),
    ("{id} without a task id", "{id}（没有项目 ID）"),
    ("{title}: the fix failed its proof; enter it by hand", "{title}：修改未通过验证，请手动录入"),
    ("nothing in the export decides it", "导出中没有可以确定它的内容"),
    (
        "Check that the Store still reaches the checkpoint given: {why}",
        "请核对 Store 是否仍能覆盖给定的 checkpoint：{why}",
    ),
    ("{says} ({place})", "{says}（{place}）"),
    ("{said}; and {more} more", "{said}；另有 {more} 条"),
    ("{said}: delete `{old}`", "{said}：请删除 `{old}`"),
    ("nothing has to be entered", "无需录入"),
    ("nothing has to be entered; there is something to know about it below", "无需录入；另有须知，见下文"),
    (
        "Start timestamp: {start} ({time}), and not later, or rows are lost: {why}.",
        "起始位点：{start}（{time}），不得更晚，否则会丢失数据：{why}。",
    ),
    (
        "Start timestamp: not later than the position at which the old component stands (shown under the details of \
         its task, View Component Monitoring): {why}.",
        "起始位点：不得晚于旧组件当前所在的位点（见 项目详情 > 查看组件监控）：{why}。",
    ),
];
