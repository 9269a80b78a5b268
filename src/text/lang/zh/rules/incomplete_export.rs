//! Chinese of OMS110.

texts![
    (
        "a Store without its Incr-Sync, an Incr-Sync without its Store, an expected task that is missing",
        "有 Store 而没有其 Incr-Sync，有 Incr-Sync 而没有其 Store，或缺少应有的项目",
    ),
    (
        "A Store whose subtopic no Incr-Sync of the export reads, an Incr-Sync that reads a subtopic of which the \
         export has no Store (both info), or a task named in the list of `--expect` of which no Incr-Sync was \
         checked: the export holds no component of it, only others (a Store, a Full-Import), or an Incr-Sync that \
         was not understood (error).",
        "Store 的 subtopic 没有被导出中的任何 Incr-Sync 读取，或者 Incr-Sync 读取的 subtopic 在导出中没有 Store（二者\
         均为提示）；或者 `--expect` 清单中的项目没有任何 Incr-Sync 得到检查：导出中没有它的组件，只有其他组\
         件（Store、Full-Import），或其 Incr-Sync 未能识别（错误）。",
    ),
    (
        "The components of one task are spread over the servers. Where the directories of one server were not \
         copied, their tasks were not checked, and a result without findings says nothing about them. Where the \
         Store is missing, its type and its beginning are missing as evidence.",
        "一个项目的组件分布在各台机器上。如果漏拷了某台机器的目录，那台机器上的项目就没有检查，“没有问题”的结果与它们\
         无关。缺少 Store 时，其类型和起始位点也无法作为依据。",
    ),
    (
        "Copy `/home/ds/run/*/conf` and `/home/ds/store/*/conf` from every server of the deployment, and check \
         again. A Store may also be left from a task that was deleted: OPS & Monitoring > Component > Store shows \
         whether it still runs. Take a task out of the list only when it is gone.",
        "请从部署中的每台机器拷贝 `/home/ds/run/*/conf` 和 `/home/ds/store/*/conf`，然后再次检查。Store 也可能是已删\
         除的项目留下的：运维监控 > 组件 > Store 可以看到它是否仍在运行。只有项目确实已不存在时，才将其从清单中去掉。",
    ),
    (
        "That an Incr-Sync reads its Store by subtopic is documented (high).",
        "Incr-Sync 按 subtopic 读取其 Store，厂商文档写明（把握：高）。",
    ),
    ("nothing here reads this Store", "此处没有组件读取该 Store"),
    (
        "{component} keeps {subtopic}, but no Incr-Sync that reads it is in the export, so whatever reads it was not \
         checked",
        "{component} 保存 {subtopic}，但导出中没有读取它的 Incr-Sync，因此读取它的组件未检查",
    ),
    (
        "Add the run directories (/home/ds/run/*/conf) of the other servers, and check again. If the task was \
         deleted or has no Incr-Sync any more, there is nothing to do.",
        "请补上其他机器的 run 目录（/home/ds/run/*/conf），然后再次检查。如果该项目已删除，或已不再有 Incr-Sync，则无\
         需处理。",
    ),
    ("its Store is not here", "缺少其 Store"),
    (
        "{component} names no subtopic that it reads, so its Store is not known",
        "{component} 没有写明读取哪个 subtopic，因此无法得知其 Store",
    ),
    (
        "{component} reads {subtopics}, but no Store of it is in the export, so what the Store says of its type and \
         its beginning is not known",
        "{component} 读取 {subtopics}，但导出中没有对应的 Store，因此无法得知 Store 中的类型和起始位点",
    ),
    (
        "Each client of the source names a `subtopic`; see whether `clients` is spelled right and filled.",
        "source 的每个 client 都应写明 `subtopic`；请查看 `clients` 是否拼写正确、是否有内容。",
    ),
    (
        "Add the store directories (/home/ds/store/*/conf) of every server, or the answer of \
         DescribeProjectComponents, and check again.",
        "请补上每台机器的 store 目录（/home/ds/store/*/conf），或 DescribeProjectComponents 的返回，然后再次检查。",
    ),
    (
        "Add the store directories (/home/ds/store/*/conf) of every server, and check again.",
        "请补上每台机器的 store 目录（/home/ds/store/*/conf），然后再次检查。",
    ),
    ("this export", "本次导出"),
    ("this export, which covers {servers}", "本次导出（包含 {servers}）"),
    ("its Incr-Sync was not understood", "其 Incr-Sync 未能识别"),
    (
        "task {id} is expected, but what is here of its Incr-Sync was not understood, so it was not checked: \
         {component}",
        "项目 {id} 在预期清单中，但此处其 Incr-Sync 的内容未能识别，因此未检查：{component}",
    ),
    ("not in this export", "不在本次导出中"),
    (
        "task {id} is expected, but no component of it is in {here}; nothing of it was checked",
        "项目 {id} 在预期清单中，但{here}中没有它的组件；该项目完全未检查",
    ),
    ("only its Store is here", "此处只有其 Store"),
    (
        "task {id} is expected, but only its Store is in {here}; nothing that reads it was checked",
        "项目 {id} 在预期清单中，但{here}中只有其 Store；读取它的组件均未检查",
    ),
    ("its Incr-Sync is not here", "缺少其 Incr-Sync"),
    (
        "task {id} is expected, but only its {kinds} is in {here}; its Incr-Sync, which the upgrade is about, was \
         not checked",
        "项目 {id} 在预期清单中，但{here}中只有其 {kinds}；升级所关系到的 Incr-Sync 未检查",
    ),
    (" and its ", "、"),
    (
        "Copy the whole `conf` directory of that component again, or export {id} again, and check again",
        "请重新拷贝该组件的整个 `conf` 目录，或重新导出 {id}，然后再次检查",
    ),
    (
        "Copy the directories of the servers that are missing, and check again: OPS & Monitoring > Component shows \
         where the components of {id} run",
        "请补拷缺少的机器的目录，然后再次检查：运维监控 > 组件 可以看到 {id} 的组件在哪里运行",
    ),
    ("If the task was deleted, take it out of the list.", "如果该项目已删除，请将其从清单中去掉。"),
];
