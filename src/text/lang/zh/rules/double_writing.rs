//! Chinese of OMS113.

texts![
    ("two Incr-Syncs of one lane of a task that run at once", "同一项目同一通道的两个 Incr-Sync 同时运行"),
    (
        "Two or more Incr-Sync components of one task, direction and lane (the middle part of the id) of which the \
         records of contrib/collect.sh say that a process of each ran. Different lanes (`incr_trans-1-0`, \
         `incr_trans-2-0`) run side by side and are no finding. Certain where both were seen within ten minutes; \
         else the component may have been moved in between.",
        "同一项目、方向和通道（ID 的中间部分）有两个或更多 Incr-Sync 组件，而 contrib/collect.sh 的记录表明它们各有\
         进程运行过。不同的通道（`incr_trans-1-0`、`incr_trans-2-0`）本来就并行运行，不算问题。两者的进程在十分钟之\
         内都被看到时，问题是确定的；否则，组件可能在两次之间迁移过。",
    ),
    (
        "Where a failed server comes back, the old process may run beside the one that took its place. Both then \
         write the same rows to the same target, in no common order, so that an old value may replace a newer one; \
         a queue gets each row twice. Neither is a leftover, so omslint checks both, but whichever is fixed, the \
         other goes on writing.",
        "机器故障后又恢复时，旧进程可能与取代它的进程同时运行。两者会向同一个目标端写入相同的行，彼此没有统一的先后\
         顺序，因此旧值可能覆盖新值；消息队列则会收到每行数据两次。两者都不是旧实例，因此 omslint 都会检查；但无论修\
         改哪一个，另一个都会继续写入。",
    ),
    (
        "See in the console (OPS & Monitoring > Component) which of them OMS knows, and stop the other one there, \
         or its process on its server. Then compare source and target, collect again, and check again.",
        "请在控制台（运维监控 > 组件）中查看 OMS 认的是哪一个，并在那里停止另一个，或在其机器上结束它的进程。然后比\
         对源端和目标端，重新收集，并再次检查。",
    ),
    (
        "That two Incr-Syncs of one task can run after a failed server came back is documented (high). That they \
         are of one lane, and what a process looks like, is observed (high).",
        "故障机器恢复后，同一项目可能有两个 Incr-Sync 运行，由厂商文档写明（把握：高）。它们属于同一通道，以及进程的\
         样子，是实际观察到的（把握：高）。",
    ),
    ("runs beside {others}", "同时运行的还有 {others}"),
    (
        "{component} runs beside {others} of the same task and direction: a process of each was seen at {time}, and \
         both write to the same target",
        "{component} 运行的同时，同一项目、同一方向还运行着 {others}：在 {time} 看到它们各有进程，且都写入同一个目标\
         端",
    ),
    (
        "{component} runs beside {others} of the same task and direction: a process of each was seen, the first at \
         {first} and the last at {last}; unless it was moved in between, both write to the same target",
        "{component} 运行的同时，同一项目、同一方向还运行着 {others}：看到它们各有进程，最早在 {first}，最晚在 \
         {last}；除非在此期间迁移过，否则都写入同一个目标端",
    ),
    (
        "See in the console (OPS & Monitoring > Component) which of them OMS knows, and stop the other one",
        "请在控制台（运维监控 > 组件）中查看 OMS 认的是哪一个，并停止另一个",
    ),
    (
        "If the console does not show it, end its process on its server. Then compare source and target of the \
         task, run collect.sh again on each server, and check again.",
        "如果控制台不显示它，请在其机器上结束它的进程。然后比对项目的源端和目标端，在每台机器上重新运行 collect.sh，\
         并再次检查。",
    ),
    ("another one", "另一个"),
    ("{id} on server {server}", "{id}（机器 {server}）"),
    ("this one ran, too", "它也运行过"),
];
