//! Chinese of OMS109.

texts![
    ("a component of which a newer one exists", "已有更新实例的组件"),
    (
        "A component of the same lane (the middle part of the id) as another one of its task with a higher sequence \
         number, the last part; the other one counts only if it was copied whole enough to run. Where an answer of \
         the OMS API lists components of that task, kind and direction, one that it does not list, unless its \
         sequence is higher than those listed: then the list is the older. Where the record of contrib/collect.sh \
         lists the processes that ran, what ran is live, whatever the sequences say, and what did not run beside it \
         is the leftover. Its other findings become infos, and it is never fixed. Where the status file of the lower \
         sequence says running, and is no earlier than that of the higher one (clocks aside), neither is a leftover, and that is said.",
        "同一项目、同一通道（ID 的中间部分）中，另有序号（ID 的最后部分）更大的组件；后者须复制得足够完整、能够运\
         行，才算数。OMS API 的返回结果列出了该项目、类型和方向的组件时，没有列出的组件也算，除非它的序号大于所列组\
         件：那说明列表更旧。contrib/collect.sh 的记录列出了当时运行的进程时，不论序号如何，运行过的就是在用的，当时\
         没有与它一起运行的就是旧实例。它的其他问题均降为提示，且它从不被修改。如果序号较小者的状态文件显示 running，且\
         不早于序号较大者的状态文件（不计时钟误差），则两者都不算旧实例，并会说明这一点。",
    ),
    (
        "When OMS or a person moves a component, a new one appears with a higher sequence, often on another server, \
         and the directory of the old one stays. Mostly nothing runs there any more. But where a server failed and \
         came back, the old process may run beside the new one, and then both write to the same target.",
        "OMS 或人工迁移组件时，会出现一个序号更大的新组件，往往在另一台机器上，而旧组件的目录会残留下来。那里通常已\
         没有进程运行。但如果机器故障后又恢复，旧进程可能与新进程同时运行，两者会写入同一个目标端。",
    ),
    (
        "See whether a process of it still runs on its server: `ps -ef` shows a running connector with `-t`, its \
         component id and `start` at the end; the directory of one that was started holds `connector.pid`. If it \
         runs, stop it in the console, and see which of the two OMS shows. contrib/collect.sh records what runs \
         while it copies, and omslint reads that. To be sure which component is live, add the answer of the OMS API \
         DescribeProjectComponents to the export (CE 4.1.1, EE 4.1.0 and later), or compare with OPS & Monitoring > \
         Component in the console.",
        "请查看其机器上是否还有它的进程：`ps -ef` 中，运行中的 connector 以 `-t`、组件 ID 和 `start` 结尾；启动过的\
         组件，其目录中有 `connector.pid`。如果仍在运行，请在控制台的操作列单击 暂停，并查看 OMS 显示的是两者中的哪一个。\
         contrib/collect.sh 在复制时会记录正在运行的进程，omslint 会读取该记录。要确定哪个组件在用，请将 OMS API \
         DescribeProjectComponents 的返回结果（CE 4.1.1、EE 4.1.0 及以上）加入导出，或与控制台的 运维监控 > 组件 对\
         照。",
    ),
    (
        "That directories outlive their components is observed; that the highest sequence is the live one is \
         inferred (medium). A list of components by the API says for sure, unless it is older than the copy. That \
         two can run after a failed server came back is documented (high).",
        "组件没有了而目录仍残留，是实际观察到的；序号最大的在用，属于推断（把握：中）。API 的组件列表可以确定，除非\
         它比副本更旧。故障机器恢复后可能有两个同时运行，由厂商文档写明（把握：高）。",
    ),
    ("{newer} runs instead", "运行的是 {newer}，不是它"),
    (
        "{component} is a leftover: the record of collect.sh lists {newer} of the same task, kind and direction \
         among what ran at {at}, and not this one",
        "{component} 是旧实例：collect.sh 的记录表明，{at} 在运行的有同一项目、类型和方向的 {newer}，没有它",
    ),
    (
        "{component} is a leftover: the record of collect.sh lists {newer} of the same task, kind and direction \
         among what ran, and not this one",
        "{component} 是旧实例：collect.sh 的记录表明，在运行的有同一项目、类型和方向的 {newer}，没有它",
    ),
    (
        "{component} is taken for a leftover: the record of collect.sh lists {newer} of the same task, kind and \
         direction among what ran at {at}; of this one nothing was seen",
        "{component} 被视为旧实例：collect.sh 的记录表明，{at} 在运行的有同一项目、类型和方向的 {newer}；关于它则什么\
         也没有看到",
    ),
    (
        "{component} is taken for a leftover: the record of collect.sh lists {newer} of the same task, kind and \
         direction among what ran; of this one nothing was seen",
        "{component} 被视为旧实例：collect.sh 的记录表明，在运行的有同一项目、类型和方向的 {newer}；关于它则什么也没有\
         看到",
    ),
    (
        "If it was started since, run collect.sh again, and check again.",
        "如果它在那之后启动过，请重新运行 collect.sh，并再次检查。",
    ),
    ("the API lists {newer} instead", "API 列出的是 {newer}，不是它"),
    (
        "{component} is a leftover: the OMS API lists {newer} for the same task, kind and direction, and not this \
         one",
        "{component} 是旧实例：对于同一项目、类型和方向，OMS API 列出的是 {newer}，不是它",
    ),
    (
        "If it was started after the API was asked, ask again (DescribeProjectComponents), and check again.",
        "如果它在查询 API 之后启动过，请重新查询（DescribeProjectComponents），并再次检查。",
    ),
    ("replaced by {newer}", "已由 {newer} 取代"),
    (
        "{component} is taken for a leftover: {newer} of the same task, kind and direction has a higher sequence \
         number; an answer of the OMS API lists this one and not that one, so it is older than the copy",
        "{component} 被视为旧实例：同一项目、类型和方向的 {newer} 序号更大；OMS API 的一份返回结果列出了它而没有列出\
         后者，因此该返回结果比副本更旧",
    ),
    (
        "{component} is taken for a leftover: {newer} of the same task, kind and direction has a higher sequence \
         number",
        "{component} 被视为旧实例：同一项目、类型和方向的 {newer} 序号更大",
    ),
    (
        "If this is the one that runs, add the answer of DescribeProjectComponents to the export, which says for \
         sure.",
        "如果运行的正是它，请将 DescribeProjectComponents 的返回结果加入导出，由此可以确定。",
    ),
    (
        "If this is the one that runs, run collect.sh on that server: its record of what runs says for sure.",
        "如果运行的正是它，请在该机器上运行 collect.sh：它对运行进程的记录可以确定。",
    ),
    (
        "Nothing needs to be fixed here: the leftover is never fixed and never an error.",
        "此处无需修改：旧实例从不修改，也从不算作错误。",
    ),
    ("server {server}", "机器 {server}"),
    ("its server", "其所在机器"),
    (
        "By the record of collect.sh no process of it ran on {place} at {at}.",
        "按 collect.sh 的记录（{place}），{at} 时没有它的进程运行。",
    ),
    (
        "By the record of collect.sh no process of it ran on {place}.",
        "按 collect.sh 的记录（{place}），没有它的进程运行。",
    ),
    ("the component id", "组件 ID"),
    (
        "To see whether it still runs, look for {id} among the processes on {place}.",
        "要知道它是否仍在运行，请查看{place}，在其进程中查找 {id}。",
    ),
    (
        "A process of it that still runs on {place} shows `-t {id} -c …/checker.conf start` in `ps -ef`.",
        "请查看{place}：如果它的进程仍在运行，`ps -ef` 会显示 `-t {id} -c …/checker.conf start`。",
    ),
    (
        "But where a failed server came back, a process of it may run beside the new one, and both write: look on \
         {place}. `ps -ef` shows it there by a command line that ends with `-t {id} start`; the directory of one \
         that was started holds `connector.pid`.",
        "但如果机器故障后又恢复，它的进程可能与新进程同时运行，且两者都会写入。请查看{place}：`ps -ef` 中，它的命令\
         行以 `-t {id} start` 结尾；启动过的组件，其目录中有 `connector.pid`。",
    ),
    ("lower sequence than {newer}, but it ran later", "序号小于 {newer}，但运行得更晚"),
    (
        "{component} is not taken for a leftover although {newer} of the same task, kind and direction has a higher \
         sequence number: {says}; both are checked",
        "虽然同一项目、类型和方向的 {newer} 序号更大，仍不把 {component} 当作旧实例：{says}；两个都已检查",
    ),
    ("the higher sequence", "序号更大的组件"),
    ("the component that took its place", "取代它的组件"),
];
