//! Chinese of OMS112.

texts![
    (
        "copies of one component that differ: which one counts, and in what they differ",
        "同一组件的副本不一致：以哪一份为准，区别在哪里",
    ),
    (
        "Several copies of one component (one component id) in the input that do not say the same, such as those of \
         two daily exports in one tree. The newest counts, and the others get no findings of their own. What is the \
         newest is told by the export's own marks: the time at which the API took each, that of the record of \
         collect.sh, or `gmt` in oms.connector.checkpoint; a time in the future is none, and a copy does not take that of one \
         that says the same. Then the finding is shown, but the state of the task is \
         that of the newest copy alone. Without such marks the modification times of the files tell: then nothing \
         of it is called safe, and the task is CONFIRM at best. Where these do not order them either, all are \
         checked, nothing is safe, and the task is BLOCKED: an error. So it is where the newest lies under a backup's \
         name (`run.old`, `backup-2026`), which never counts instead of what does not. A copy without its source differs from one that has it, unless it is \
         the older. Copies that say the same are one component \
         and no finding: one of them counts, one on the disk before one in an archive. An answer of the API and the files of an \
         Incr-Sync spell and mask the same in their own ways, so of them only the type of the source and its `checkpoint` are compared.",
        "输入中有同一组件（同一组件 ID）的多份副本，内容不一致，例如同一目录树下有两天的导出。以最新的一份为准，其余\
         副本不单独报告问题。哪一份最新，由导出自身的标记决定：API 取得每一份的时间、collect.sh 记录的时间，或 \
         oms.connector.checkpoint 中的 `gmt`；未来的时间不算标记，副本也不借用内容一致的另一份副本的标记。这时问题会显示，但项目的状态只取决于最新的一份。没有这些标记时，由文件\
         的修改时间决定：这时其中没有任何内容算作“依据充分”，项目最好也只是“待人工确认”（CONFIRM）。如果修改时间也分\
         不出先后，则全部检查，没有任何内容算作“依据充分”，项目为“阻断项”（BLOCKED）：这是错误。最新的一份位于\
         备份名称（`run.old`、`backup-2026`）之下时也是如此：备份绝不取代非备份。缺少 `source` 的副本与有 `source` 的副本算作不一致，除非它较旧。内容一致的副本算作一\
         个组件，不算问题：以其中一份为准，磁盘上的优先于归档文件中的。API 响应与 Incr-Sync 的文件对同一配置的写法和掩码各不相同，\
         因此二者只比较源端的类型及其 `checkpoint`。",
    ),
    (
        "A fix that is made of an old copy is a fix of yesterday's configuration: the task may have been changed \
         since.",
        "根据旧副本做的修改，改的是昨天的配置：此后项目可能已变更。",
    ),
    (
        "Check the export of one day only, or take the old copies out of the input (`--exclude`). Copies that keep \
         the modification times (`cp -p`, `tar`) can be told apart.",
        "请只检查某一天的导出，或将旧副本排除在输入之外（`--exclude`）。保留修改时间的副本（`cp -p`、`tar`）可以分出\
         先后。",
    ),
    (
        "That one component id is one component is how OMS names them (high). That the newest copy is what runs is \
         inferred (medium).",
        "同一个组件 ID 就是同一个组件，这是 OMS 的命名方式（把握：高）。最新的副本就是正在运行的配置，属于推断（把\
         握：中）。",
    ),
    (
        "See that this is the newer export, and check it alone: leave the others out with `--exclude`",
        "请确认这是较新的导出，并只检查它：用 `--exclude` 排除其余副本",
    ),
    (
        "nothing says which one is the newest, so all were checked, and nothing of it is safe",
        "没有任何内容说明哪一份最新，因此全部检查，且没有任何内容算作“依据充分”",
    ),
    (
        "what lies under a backup's name never counts instead of what does not, and nothing says that the other is the \
         newer, so all were checked, and nothing of it is safe",
        "位于备份名称之下的绝不取代不在其下的，而又没有任何内容说明另一份更新，因此全部检查，且没有任何内容算作“依据充分”",
    ),
    (
        "a time at which the API took a copy lies in the future, so it says nothing of what is newer: {names}",
        "API 取得副本的时间在未来，因此不能说明哪一份更新：{names}",
    ),
    ("{path} ({at})", "{path}（{at}）"),
    (
        "Find out which of them is the newest, and check it alone: leave the others out with `--exclude`",
        "请查明其中哪一份最新，并只检查它：用 `--exclude` 排除其余副本",
    ),
    ("a copy that differs from others", "与其他副本不一致的副本"),
    (
        "this one counts, for the API took it at {at}, and the others no later than {before}",
        "以这一份为准，因为 API 在 {at} 取得它，而其余的不晚于 {before}",
    ),
    (
        "this one counts, for collect.sh took it at {at}, as its record says, and the others no later than {before}",
        "以这一份为准，因为据记录，collect.sh 在 {at} 取得它，而其余的不晚于 {before}",
    ),
    (
        "this one counts, for the status of its process is of {at} (`gmt` in oms.connector.checkpoint), and that of \
         the others no later than {before}",
        "以这一份为准，因为其进程的状态是 {at} 的（oms.connector.checkpoint 中的 `gmt`），而其余的不晚于 {before}",
    ),
    (
        "this one counts, for it is of {at}, by {mark}, and the others no later than {before}, by {other}",
        "以这一份为准，因为按{mark}，它是 {at} 的，而按{other}，其余的不晚于 {before}",
    ),
    ("`checkpointSampleTimestamp` in the answer of the API", " API 响应中的 `checkpointSampleTimestamp`"),
    ("the record of collect.sh", " collect.sh 的记录"),
    ("`gmt` in oms.connector.checkpoint", " oms.connector.checkpoint 中的 `gmt`"),
    (
        "this one counts, for its files were modified at {at}, and those of the others no later than {before}; a \
         copy may have lost the true times, so nothing of it is called safe",
        "以这一份为准，因为其文件修改于 {at}，而其余的不晚于 {before}；复制时可能丢失了真实的时间，因此没有任何内容\
         算作“依据充分”",
    ),
    (
        "{component} stands here in {copies} copies that differ in {keys}; {which} (the other: {path})",
        "{component} 在此有 {copies} 份副本，区别在于 {keys}；{which}（另一份：{path}）",
    ),
    (
        "{component} stands here in {copies} copies that differ in {keys}; {which} (the others: {paths})",
        "{component} 在此有 {copies} 份副本，区别在于 {keys}；{which}（其余：{paths}）",
    ),
    (
        "{component} stands here in {copies} copies that differ in {keys}; {which}",
        "{component} 在此有 {copies} 份副本，区别在于 {keys}；{which}",
    ),
    ("another copy of it", "它的另一份副本"),
];
