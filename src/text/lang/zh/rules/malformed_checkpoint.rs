//! Chinese of OMS105.

texts![
    ("a checkpoint that is no map from clientId to Unix seconds", "不是“clientId 到 Unix 秒”映射的 checkpoint"),
    (
        "writes milliseconds and UTC text as seconds; a lone position as a map (unsafe)",
        "将毫秒和 UTC 文本改写为秒；将单独的位点改写为映射（推断，待确认）",
    ),
    (
        "The `checkpoint` of an Incr-Sync that reads a Store is not a map from clientId to Unix seconds: it is no \
         map, a key is the id of no client, or a position is written in milliseconds, as a date, as an offset in a \
         log file, with white space, zeros or a sign around its digits, or lies in the future (by more than ten \
         minutes, since clocks differ) or before 2010. Where oblogproxy is read, the checkpoint is such a map too \
         (by `client.id`), and a plain number is accepted; the same mistakes are found in both. Of a JDBCWriter, the \
         same mistakes in its `timestamp` are found, as a warning.",
        "读取 Store 的 Incr-Sync，其 `checkpoint` 不是从 clientId 到 Unix 秒的映射：它根本不是映射，或某个键不是任何客\
         户端的 ID，或某个位点写成了毫秒、日期、日志文件中的偏移量，或数字前后带有空白、零或正负号，或晚于当前时间（超过十分钟，因为各机器的时钟有偏差\
         ），或早于 2010 年。读取 oblogproxy 时，checkpoint 也是这样的映射（以 `client.id` 为键），也接受纯数字；两种\
         情况下检查的错误相同。JDBCWriter 的 `timestamp` 中的同类错误报警告。",
    ),
    (
        "The checkpoint is where the component starts. A position that OMS cannot read, or reads as another one, \
         lets it fail or begin elsewhere, and what lies between is repeated or lost. Thirteen digits, taken for \
         seconds, lie tens of thousands of years ahead.",
        "组件从 checkpoint 处启动。OMS 读不懂位点，或读成了别的位点，组件就会失败，或从别处开始，两者之间的数据会重\
         复或丢失。十三位数字如果当作秒，就是几万年之后。",
    ),
    (
        "In the console: OPS & Monitoring > Component > Incr-Sync > Update, `source`: `checkpoint`, such as \
         {\"<clientId>\":\"1690880977\"}: before `\"1690880977000\"`, after `\"1690880977\"`. Milliseconds, \
         digits with something around them, and text in UTC (with `Z` or an offset, or as the API displays it), mean one moment only: `omslint fix` writes \
         them as seconds, unless that moment lies in the future, after where OMS says that the component stands, or before the beginning of the Store, or the sink is \
         a message queue, where rows that come twice are duplicates: there a person decides. What an offset in a \
         log or a date without a time zone means, a person has to look up.",
        "在控制台中操作：运维监控 > 组件 > Incr-Sync > 更新，`source`：`checkpoint`，例如 \
         {\"<clientId>\":\"1690880977\"}：修改前 `\"1690880977000\"`，修改后 `\"1690880977\"`。毫秒、前后带有其他字符的数字和 UTC 文本（带 \
         `Z` 或时区偏移，或与 API 显示的形式相同）只表示一个时间点：`omslint fix` 会将它们改写为秒，除非该时间点在将\
         来，或晚于 OMS 给出的组件当前位点，或早于 Store 的起始位点，或目标端是消息队列（再次写入的数据会重复，须由人决定）。日志中的偏移量或不带时区的日期是什么意思，须由人查明。",
    ),
    (
        "The form is documented in the vendor's parameter reference (StoreSource, LogProxySource, 3.3.1 and later) \
         (high), the mistakes are observed. That the API displays UTC is documented (high).",
        "写法由厂商文档写明，见参数参考（StoreSource、LogProxySource，3.3.1 及以上）（把握：高）；这些错误是实际观察\
         到的。API 显示的是 UTC，由厂商文档写明（把握：高）。",
    ),
    (
        "{component} will not start where it should: in its `checkpoint`, {flaws}",
        "{component} 将不会从应有的位点启动：其 `checkpoint` 中，{flaws}",
    ),
    (
        "{component} may not start where it should: in its `checkpoint`, {flaws}",
        "{component} 可能不会从应有的位点启动：其 `checkpoint` 中，{flaws}",
    ),
    (
        "The moment is certain, only its spelling is wrong: `omslint fix` writes it as seconds.",
        "时间点是确定的，只是写法有误：`omslint fix` 会将它改写为秒。",
    ),
    ("It lies {age} back.", "距今 {age}。"),
    (
        "What is written there is only a proposal: the sink is {queue}, where rows that come twice are duplicates, \
         so a person decides where to start.",
        "那里写的位点只作为建议值：目标端是 {queue}，再次写入的数据会重复，因此须由人决定从何处启动。",
    ),
    (
        "Give the position in an override (`omslint values` writes a template), or enter it.",
        "请在覆盖项中给出位点（`omslint values` 会生成模板），或直接输入。",
    ),
    ("`omslint fix --unsafe-fixes` writes it so.", "`omslint fix --unsafe-fixes` 会这样写入。"),
    (
        "Find out in which time zone the text is written: the proposal takes it for UTC.",
        "请查明这段文本用的是哪个时区：建议值按 UTC 理解它。",
    ),
    ("A person has to say where it should start: {why}.", "须由人说明应从何处启动：{why}。"),
    (
        "Or give it to omslint in an override (`omslint values` writes a template).",
        "也可以在覆盖项中告诉 omslint（`omslint values` 会生成模板）。",
    ),
    ("write `checkpoint` anew, which a person must decide", "重写 `checkpoint`，位点须由人决定"),
    (
        "In OMS: OPS & Monitoring > Component > Incr-Sync > Update, `source`: `checkpoint`, a map from each \
         clientId to Unix seconds as a string, such as {\"<clientId>\":\"1690880977\"}.",
        "在 OMS 中：运维监控 > 组件 > Incr-Sync > 更新，`source`：`checkpoint`，即从每个 clientId 到 Unix 秒（字符\
         串）的映射，例如 {\"<clientId>\":\"1690880977\"}。",
    ),
    ("{value} has white space, zeros or a sign around its digits", "{value} 的数字前后带有空白、零或正负号"),
    (
        "{value} begins with a zero, and readers differ in what such a number is",
        "{value} 以零开头，不同的程序对这样的数字理解不同",
    ),
    (
        "`{key}` is at {value}, which begins with a zero, and readers differ in what such a number is",
        "`{key}` 的值 {value} 以零开头，不同的程序对这样的数字理解不同",
    ),
    ("{value} is a mask, which hides the position", "{value} 是掩码，看不到位点"),
    (
        "`{key}` is at {value}, with white space, zeros or a sign around its digits",
        "`{key}` 的值 {value}，其数字前后带有空白、零或正负号",
    ),
    ("`{key}` is at {value}, a mask, which hides the position", "`{key}` 的值 {value} 是掩码，看不到位点"),
    (
        "{component} may not hand over where it stands: {flaws}; the upgrade turns a JDBCWriter into an Incr-Sync, \
         and may find no position to take over",
        "{component} 可能无法交出当前位点：{flaws}；升级会把 JDBCWriter 转换为 Incr-Sync，可能没有可接管的位点",
    ),
    (
        "Look up the present position of this JDBCWriter in the console; its form is Unix seconds, such as \
         1690880977. Then check the Incr-Sync that the upgrade makes of it: its `source` needs a `checkpoint`.",
        "请在控制台中查看此 JDBCWriter 的当前位点；其写法是 Unix 秒，例如 1690880977。然后检查升级由它转换出的 \
         Incr-Sync：其 `source` 需要 `checkpoint`。",
    ),
    ("an object or a list", "一个对象或列表"),
    ("{value} is no map from clientId to seconds", "{value} 不是从 clientId 到秒的映射"),
    ("{flaws}: correct the key, or delete it", "{flaws}：请改正该键，或删除它"),
    ("`{key}` is the id of no client of this section", "`{key}` 不是此配置段中任何客户端的 ID"),
    ("{value} is in the future", "{value} 晚于当前时间"),
    ("{value} is in the future ({time})", "{value} 晚于当前时间（{time}）"),
    ("{value} is in the year {year}, before there was any OMS", "{value} 在 {year} 年，那时还没有 OMS"),
    ("{value} is in milliseconds ({time})", "{value} 是毫秒（{time}）"),
    ("{value} is a date, not Unix seconds", "{value} 是日期，不是 Unix 秒"),
    ("{value} is an offset in a log file, not Unix seconds", "{value} 是日志文件中的偏移量，不是 Unix 秒"),
    ("{value} is no number of seconds", "{value} 不是秒数"),
    ("`{key}` is at {value}, in the future", "`{key}` 的值 {value} 晚于当前时间"),
    ("`{key}` is at {value}, in the future ({time})", "`{key}` 的值 {value} 晚于当前时间（{time}）"),
    (
        "`{key}` is at {value}, in the year {year}, before there was any OMS",
        "`{key}` 的值 {value} 在 {year} 年，那时还没有 OMS",
    ),
    ("`{key}` is at {value}, in milliseconds ({time})", "`{key}` 的值 {value} 是毫秒（{time}）"),
    ("`{key}` is at {value}, a date, not Unix seconds", "`{key}` 的值 {value} 是日期，不是 Unix 秒"),
    (
        "`{key}` is at {value}, an offset in a log file, not Unix seconds",
        "`{key}` 的值 {value} 是日志文件中的偏移量，不是 Unix 秒",
    ),
    ("`{key}` is at {value}, no number of seconds", "`{key}` 的值 {value} 不是秒数"),
    ("what is meant is not certain", "无法确定它是什么意思"),
    ("{value} would be, if it is UTC, {at} ({seconds})", "如果是 UTC，{value} 就是 {at}（{seconds}）"),
    ("{value} would be, if it is {zone}, {at} ({seconds})", "如果是 {zone}，{value} 就是 {at}（{seconds}）"),
    ("the component stands before that: {says}", "组件的位点早于它：{says}"),
    ("{value} is {at} ({seconds})", "{value} 就是 {at}（{seconds}）"),
    ("write a map from clientId to seconds", "写成从 clientId 到秒的映射"),
    ("write the position in seconds", "将位点写成秒"),
    ("the checkpoint given is refused: {why}", "给出的位点不被接受：{why}"),
    ("write the position given", "写入给出的位点"),
    (
        "{at} lies in the future, and every row until then would be lost",
        "{at} 晚于当前时间，到那时为止的数据会全部丢失"
    ),
    ("{at} is no position of a task", "{at} 不是项目的位点"),
    (
        "{at} lies before the beginning of its Store, so what lies between cannot be served",
        "{at} 早于其 Store 的起始位点，因此两者之间的数据无法提供",
    ),
    ("the key `{key}` stands twice here", "键 `{key}` 在此处出现了两次"),
    ("Correct the key, or delete it: the clients here are {clients}.", "请改正或删除此键：此处的客户端为 {clients}。"),
    ("The console shows the present position of the component.", "控制台会显示组件的当前位点。"),
];
