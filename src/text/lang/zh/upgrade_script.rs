//! Chinese of `cm.sh`: its comments, questions and messages.

texts![
    (
        "# Written by omslint: the calls of the OMS Cluster Manager (CM) that enter what the plan found.\n\
         # Read it before you run it. omslint itself calls nothing.",
        "# 由 omslint 生成：调用 OMS 的 Cluster Manager（CM），录入本方案给出的值。\n\
         # 请先通读，再执行。omslint 自身不发起任何调用。",
    ),
    ("dry run: shows every call, sends none", "试运行：列出全部调用，一个也不发送"),
    ("dry run of these tasks", "只试运行这些项目（TASK 为项目 ID）"),
    ("enters the values, one task after the other", "逐个项目录入"),
    ("all tasks, the canary first", "全部项目，先行验证项目在前"),
    ("takes back what --apply entered", "撤回 --apply 录入的值"),
    (
        "with --apply: resume with pullBackFlag=true (repeatable; see below)",
        "与 --apply 合用：以 pullBackFlag=true 恢复（可多次指定，见下文）",
    ),
    (
        "# For each component: read the keys; where all are there already, skip it; stop the component (only a stopped or\n\
         # abnormal one can be updated); send the keys; read them back; resume. At the first value that is not what it should\n\
         # be, or the first call that fails or whose answer does not say success, the script ends with 1 and goes no further. A\n\
         # component that was stopped by then STAYS STOPPED, since nothing should start with a configuration that is not proven:\n\
         # the last lines say which one. A stop that got no answer counts as done, perhaps. What may be stopped is noted in\n\
         # CM_STATE, so that the next run, which finds the values there already, resumes it and does not pass it over.",
        "# 每个组件依次执行：读取各个键；若已全部是新值，则跳过；停止组件（只有已停止或异常的组件才能更新）；\n\
         # 发送各个键；读回核对；恢复组件。遇到第一个不符的值、第一个失败或应答未表明成功的调用，脚本即以退出码 1 结束，不再往下执行。\n\
         # 此时已停止的组件【保持停止】：配置未经核对，就不应启动；最后几行会写明是哪一个。\n\
         # 停止调用没有收到应答时，按“可能已停止”处理。可能已停止的组件记在 CM_STATE 中：\n\
         # 下一次运行即使发现值已正确，也会恢复它，不会漏掉。",
    ),
    ("# Environment:", "# 环境变量："),
    (
        "address of the Cluster Manager, such as http://10.0.0.1:8088 (needed for --apply and --rollback)",
        "Cluster Manager 的地址，如 http://10.0.0.1:8088（--apply 与 --rollback 必填）",
    ),
    (
        "Where the plan is of several, run it once for each: what is of another one is skipped.",
        "本方案涉及多个 Cluster Manager 时，每个各执行一次：属于其他 Cluster Manager 的组件会跳过。",
    ),
    (
        "where CM_ADDRESS is a VIP or another name: the address, as a skip names it, of the Cluster Manager that\n\
         #                it stands for, such as 10.0.0.1:8088",
        "CM_ADDRESS 是 VIP 或其他名称时：它所代表的那一个 Cluster Manager 在“跳过”提示中的地址，如 10.0.0.1:8088",
    ),
    ("a program of yours that reads one value back. It is called as", "您自备的程序，用于读回一个值。调用方式："),
    (
        "and prints the present value, or nothing where the key is absent; any other exit code than 0 means\n\
         #                that it could not tell. How to read a configuration from your OMS is not documented well enough for\n\
         #                omslint to write that call for you. Without it the script asks you, before and after each component, to\n\
         #                look in the console, and goes on only when you type yes.",
        "它打印当前值，没有该键时什么也不打印；退出码不为 0 表示无法得知。\n\
         #                如何从您的 OMS 读取配置，文档写得不够清楚，omslint 无法替您写好这个调用。\n\
         #                未提供时，脚本会在处理每个组件前后请您到控制台查看，您输入 yes 才继续。",
    ),
    ("seconds between stopping and updating a component [5]", "停止组件后、更新前等待的秒数 [5]"),
    ("seconds that one call may take [60]", "单个调用的超时秒数 [60]"),
    (
        "the file in which it notes what it stopped and did not resume [cm.stopped beside this script]",
        "记录“已停止、尚未恢复”的组件的文件 [本脚本旁的 cm.stopped]",
    ),
    (
        "# pullBackFlag makes a component go back to its checkpoint. It is sent only for tasks that you name with --pull-back,\n\
         # and only where the checkpoint is among the keys. Rows since then are written again: in a message queue they are\n\
         # duplicates.",
        "# pullBackFlag 使组件回到其 checkpoint。只对您用 --pull-back 指定的项目、并且录入的键含 checkpoint 时才发送。\n\
         # 该位点之后的数据会再次写入：在消息队列中就是重复数据。",
    ),
    (
        "# The calls for Light-Connectors of 3.2.x are documented by name only (stopByName, updateByName, startByName): their\n\
         # parameters are sent as a POST form, and after a changed checkpoint the start has resume=false. Try one task first. No\n\
         # call is known that takes a key of theirs away again: --rollback names those that need it, and goes on.",
        "# 3.2.x 的 Light-Connector 的调用，文档只给出了名称（stopByName、updateByName、startByName）：\n\
         # 参数以 POST 表单发送，checkpoint 变更后启动时带 resume=false。请先用一个项目验证。\n\
         # 目前不知道有能把它的键再删除的调用：--rollback 会列出需要删除的组件，然后继续。",
    ),
    (
        "# Names and values stand between single quotes, so that nothing in them is expanded.",
        "# 名称与值都写在单引号内，其中内容不会被展开。",
    ),
    (
        "# Ids and answers may hold anything: nothing of them steers a terminal.",
        "# ID 和应答可能含任意字符：不让它们控制终端。",
    ),
    ("usage: cm.sh [--apply", "用法：cm.sh [--apply"),
    ("%s: %s; a second run resumes it once its values are right", "%s：%s；待其值正确后，再次运行即会恢复它"),
    ("how='still stopped'", "how='仍处于停止状态'"),
    (
        "# What was stopped by this script and not resumed: a name a line, as it stands in URLs, and y where its checkpoint changed.",
        "# 由本脚本停止、尚未恢复的组件：每行一个名称（URL 中的写法），以及 checkpoint 是否变更（yes 或 no）。",
    ),
    ("die \"cannot write $state\"", "die \"无法写入 $state\""),
    (
        "# post LABEL PATH [CURL ARGUMENT]...: one call, and its answer.",
        "# post PATH [curl 的参数]...：一次调用及其应答。",
    ),
    ("# The Cluster Manager is on the inner network, so no proxy is asked.", "# Cluster Manager 在内网，不经过代理。"),
    ("the call failed: POST $path", "调用失败：POST $path"),
    ("the Cluster Manager refused: POST $path: $answer", "Cluster Manager 拒绝了请求：POST $path：$answer"),
    (
        "# Others answer with HTTP 200 too, such as the page of a proxy.",
        "# 其他服务也会以 HTTP 200 应答，例如代理的页面。"
    ),
    (
        "$name: cannot tell whether this was done: POST $path: the answer does not say success: '${answer:0:300}'; see in the console whether it runs, and once it does, delete its line in $state",
        "$name：无法得知是否已执行：POST $path：应答未表明成功：'${answer:0:300}'；请在控制台查看它是否在运行，运行后请在 $state 中删除它那一行",
    ),
    ("  done: POST $path", "  完成：POST $path"),
    (
        "# Noted before the call: one that gets no answer may have stopped it all the same.",
        "# 先记录、再调用：没有收到应答，也可能已经停止。",
    ),
    ("how='perhaps stopped'", "how='可能已停止'"),
    (
        "# resume_component PULL-BACK POSITION-CHANGED, each yes or no. A Light-Connector whose position changed is started with\n\
         # resume=false, or it goes on where it was.",
        "# resume_component 是否回拉 位点是否变更，各为 yes 或 no。Light-Connector 的位点变更后，\n\
         # 启动时带 resume=false，否则会从原处继续。",
    ),
    (
        "# Where the values are right already: what an earlier run stopped and did not resume is resumed now.",
        "# 值已正确时：以前的运行停止后尚未恢复的，现在恢复。",
    ),
    (
        "  the values are right, but an earlier run left it stopped: resumed now",
        "  值已正确，但之前的运行停止了它且未恢复：现在恢复",
    ),
    ("# The pairs of a map come in any order.", "# 映射中的键值对可以是任意顺序。",),
    (
        "# A value without what differs between its spellings: white space, quotes, escapes.",
        "# 去掉一个值在不同写法之间的差别：空白、引号、转义符。",
    ),
    ("CM_READ could not tell source.$1 of $name", "CM_READ 无法得知 $name 的 source.$1"),
    (
        "# confirm QUESTION: whether a person who looked in the console types yes. Where nobody answers, nothing goes on.",
        "# confirm 问题：有人到控制台查看后输入 yes 才算确认。无人应答时不再继续。",
    ),
    ("%s Type yes: ", "%s 请输入 yes："),
    (
        "CM_READ is not set (a program that reads a value back, see the comments at the top), and nobody answers",
        "未设置 CM_READ（读回一个值的程序，见脚本开头的注释），并且无人应答",
    ),
    (
        "# seen old|new KEY OLD NEW...: the keys with their old or new values, for a person to compare.",
        "# seen old|new 键 旧值 新值...：各个键及其旧值或新值，供人核对。",
    ),
    ("want='absent or empty'", "want='没有或为空'"),
    ("${text:+, }source.$1: $want", "${text:+；}source.$1：$want"),
    (
        "# all_have old|new KEY OLD NEW...: whether every key has its old or new value now.",
        "# all_have old|new 键 旧值 新值...：每个键当前是否都是旧值（或新值）。",
    ),
    (
        "Look in the console. Does $name have these values now? $(seen \"$field\" \"$@\").",
        "请到控制台查看：$name 当前是否为这些值？$(seen \"$field\" \"$@\")。",
    ),
    ("nobody confirmed in the console: $(seen \"$field\" \"$@\")", "无人在控制台确认：$(seen \"$field\" \"$@\")"),
    ("source.$1 is '$now', and should be '$want'", "source.$1 为 '$now'，应为 '$want'"),
    (
        "# none_foreign KEY OLD NEW...: stops where a key has neither its old nor its new value.",
        "# none_foreign 键 旧值 新值...：某个键既不是旧值也不是新值时，停在这里。",
    ),
    (
        "Look in the console. Does $name have these instead? $(seen \"$field\" \"$@\").",
        "请再看控制台：那么 $name 当前是否为这些值？$(seen \"$field\" \"$@\")。",
    ),
    (
        "$name: nobody confirmed its present values in the console, so nothing was sent",
        "$name：无人在控制台确认其当前值，未发送任何请求",
    ),
    (
        "$name: source.$1 is '$now', neither '$2' as in the export nor '$3'; somebody changed it, so nothing was sent",
        "$name：source.$1 为 '$now'，既不是导出中的 '$2'，也不是 '$3'；有人改过它，未发送任何请求",
    ),
    ("# why_no_call TASK: why this plan has no call for it.", "# why_no_call TASK：本方案为何没有它的调用。"),
    ("it is not FIX in this plan; see the runbook", "它在本方案中不是 FIX，见实施手册"),
    ("${silent[$at]}: no call: ${silent[$((at + 1))]}", "${silent[$at]}：没有调用：${silent[$((at + 1))]}"),
    (
        "No call either: $other_states. What each of these needs stands in the runbook.",
        "同样没有调用：$other_states。各需做什么，见实施手册。",
    ),
    (
        "# group_of ADDRESS: where the components are of several Cluster Managers, all addresses of the one that has this one.",
        "# group_of 地址：组件分属多个 Cluster Manager 时，有此地址的那一个的全部地址。",
    ),
    (
        "$task: $name: skipped: CM_ADDRESS is not the address of its Cluster Manager, $manager",
        "$task：$name：跳过：CM_ADDRESS 不是它所属的 Cluster Manager 的地址 $manager",
    ),
    (
        "# component TASK FLAVOUR NAME ENCODED-NAME BODY UNDO-BODY HAS-CHECKPOINT  KEY OLD NEW...",
        "# component 项目 种类 名称 编码后的名称 请求体 撤回用的请求体 是否含 checkpoint  键 旧值 新值...",
    ),
    ("say \"$task: $name\"", "say \"$task：$name\""),
    (
        "# rest TASK PART WHY: a part of a task for which there is no call.",
        "# rest 项目 部分 原因：项目中没有调用的部分。"
    ),
    ("$1: $2: no call: $3", "$1：$2：没有调用：$3"),
    ("already there, skipped; see in the console that it runs", "已是新值，跳过；请在控制台确认它在运行"),
    ("$name: read back, $mismatch", "$name：读回核对，$mismatch"),
    ("  read back, as it should be", "  读回核对，与预期一致"),
    (
        "  note: the checkpoint changed; --pull-back makes the component go back to it",
        "  注意：checkpoint 已变更；--pull-back 可使组件回到该位点",
    ),
    (
        "# send_form new|old KEY OLD NEW...: one form with all keys, for a Light-Connector.",
        "# send_form new|old 键 旧值 新值...：用一个表单发送全部键，用于 Light-Connector。",
    ),
    (
        "# The way back: keys that were absent are taken away, the others get their old values.",
        "# 回退：原来没有的键删除，其余恢复旧值。",
    ),
    (
        "  no call is known that takes source.$1 of a Light-Connector away; do it in the console",
        "  目前不知道有能删除 Light-Connector 的 source.$1 的调用；请在控制台操作",
    ),
    ("as it was, skipped; see in the console that it runs", "已是旧值，跳过；请在控制台确认它在运行"),
    ("  read back, as it was", "  读回核对，已恢复原样"),
    (
        "# A key for a URL: the keys that omslint adds need no more than this.",
        "# 写入 URL 的键：omslint 添加的键只需要这些字符。",
    ),
    (
        "the key '$1' cannot stand in a URL as it is; take it away in the console",
        "键 '$1' 不能原样写入 URL；请在控制台删除它",
    ),
    ("--pull-back needs a task", "--pull-back 需要一个项目"),
    ("there is no option $1", "没有选项 $1"),
    (
        "this plan has no call for the task '$task': $(why_no_call \"$task\")",
        "本方案没有项目 '$task' 的调用：$(why_no_call \"$task\")",
    ),
    ("--$mode needs the names of tasks, or --all", "--$mode 需要项目名，或 --all"),
    (
        "CM_ADDRESS is not set: the address of the Cluster Manager, such as http://10.0.0.1:8088",
        "未设置 CM_ADDRESS：Cluster Manager 的地址，如 http://10.0.0.1:8088",
    ),
    (
        "CM_MANAGER is no address of a Cluster Manager of this plan: ${managers[*]}",
        "CM_MANAGER 不是本方案中 Cluster Manager 的地址：${managers[*]}",
    ),
    (
        "CM_ADDRESS is an address of another Cluster Manager of this plan: $other",
        "CM_ADDRESS 是本方案中另一个 Cluster Manager 的地址：$other",
    ),
    (
        "# Under --all, what is of another Cluster Manager is for another run.",
        "# 使用 --all 时，属于其他 Cluster Manager 的组件留给另一次运行。",
    ),
    (
        "cm.sh: skipped: give the address of their Cluster Manager as CM_ADDRESS; where that is a VIP or another name for it, its address as named above as CM_MANAGER, too",
        "cm.sh：有组件被跳过：请用 CM_ADDRESS 给出它们所属的 Cluster Manager 的地址；该地址是 VIP 或其他名称时，请再用 CM_MANAGER 给出上文所列的地址",
    ),
    ("cm.sh: not done:", "cm.sh：未处理："),
    (
        "cm.sh: left stopped, perhaps, by an earlier run; once one runs again, delete its line in %s:",
        "cm.sh: 以下组件可能在之前的运行中被停止且未恢复；某个组件重新运行后，请在 %s 中删除它那一行：",
    ),
    ("Dry run: nothing was sent. --apply TASK... sends.", "试运行：未发送任何请求。加 --apply TASK... 才会发送。"),
];
