//! Chinese of files that cannot be read: encodings, archives, names.

texts![
    (
        "not opened, but it is a table with ids of components; export these components from OMS as JSON",
        "没有打开，但这是一张含有组件 ID 的表；请从 OMS 以 JSON 导出这些组件",
    ),
    (
        "'{text}' is no size: write a number of bytes, or a number with K, M or G, such as 64M",
        "“{text}”不是大小：请写字节数，或带 K、M、G 的数字，例如 64M",
    ),
    ("--{flag} '{glob}' is no valid glob: {reason}", "--{flag} '{glob}' 不是有效的匹配规则：{reason}"),
    ("GBK, as far as its bytes tell", "GBK（从字节看）"),
    ("UTF-16 (big-endian)", "UTF-16（大端）"),
    ("UTF-32 (little-endian)", "UTF-32（小端）"),
    ("UTF-32 (big-endian)", "UTF-32（大端）"),
    ("UTF-16 (little-endian), as PowerShell and Notepad write it", "UTF-16（小端，PowerShell 和记事本的写法）"),
    ("`{glob}` in {file}", "{file} 中的 `{glob}`"),
    ("`{glob}` of --exclude", "--exclude 的 `{glob}`"),
    (
        "a binary file, not text (byte 0x{byte} at offset {offset}), so there is no configuration in it",
        "是二进制文件，不是文本（偏移 {offset} 处的字节为 0x{byte}），因此其中没有配置",
    ),
    (
        "a damaged archive: its beginning is not that of one, and names of OMS stand in it, so what it \
         holds was not checked; copy it again, compare its size with the original's, and check again",
        "归档文件已损坏：开头不是归档文件的开头，其中又出现 OMS 的名称，因此其内容没有检查；请重新复制，\
         与原文件比较大小，再检查一次",
    ),
    (
        "a dump of a database is never read as configuration: nobody knows the tables in it; copy the run \
         directories, or take the answers of DescribeProjectComponents",
        "从不把数据库的转储文件当作配置读取：其中各表的含义没有资料；请复制 run 目录，或取 DescribeProjectComponents \
         的返回结果",
    ),
    ("a name or an extended header is larger than 1 MiB", "名称或扩展头大于 1 MiB"),
    (
        "a sparse member cannot be read; unpack the archive and name the directory",
        "无法读取稀疏成员；请先解压，再指定解压后的目录",
    ),
    ("a {what} archive under another name", "以其他名称存放的 {what} 归档文件"),
    (
        "a {what} archive under another name, that could not be opened; unpack it, and name the directory",
        "以其他名称存放的 {what} 归档文件，无法打开；请先解压，再指定解压后的目录",
    ),
    ("an extended header has a bad size", "扩展头中的大小有误"),
    (
        "this is an archive ({what}), and standard input takes one document, so nothing in it was checked: name the file as PATH, \
         and it is opened",
        "这是归档文件（{what}），而标准输入只接受一个文档，因此其中的内容未检查：请将该文件作为 PATH 指定，即会打开",
    ),
    (
        "this is packed with gzip, and standard input takes a document as it is, so nothing in it was checked: name the file as \
         PATH, or unpack it on the way (gzip -dc)",
        "这是 gzip 压缩的内容，而标准输入只接受未压缩的文档，因此其中的内容未检查：请将该文件作为 PATH 指定，或在管道中先解压（gzip -dc）",
    ),
    ("cannot be unpacked: {error}", "无法解压：{error}"),
    (
        "cut off: the archive ends or breaks within it, so it was not read",
        "不完整：归档文件在此成员中结束或损坏，因此没有读取",
    ),
    ("damaged member: {error}", "成员已损坏：{error}"),
    ("damaged or cut off, it does not unpack: {error}; copy it again", "已损坏或不完整，无法解压：{error}；请重新复制"),
    ("damaged or truncated archive: it ends too early", "归档文件已损坏或不完整：提前结束"),
    ("damaged or truncated archive: {error}", "归档文件已损坏或不完整：{error}"),
    ("encrypted; unpack the archive and name the directory", "已加密；请先解压，再指定解压后的目录"),
    ("it unpacks to more than is read", "解压后超过可读取的大小"),
    (
        "it unpacks to more than {total} bytes, the limit for an archive of its size; unpack it and name \
         the directory if that is right",
        "解开后超过 {total} 字节，这是该大小的归档文件的上限；如果确实如此，请先解压，再指定解压后的目录",
    ),
    ("line {line} of this ignore file was not used: {why}", "此忽略文件的第 {line} 行没有生效：{why}"),
    (
        "more follows behind the end of this archive, as where two were glued together; what stands there \
         was not read, so unpack both (tar -xif) and name the directory",
        "此归档文件结束之后还有内容，像是两个归档文件接在一起；那里的内容没有读取，请把两个都解开（tar \
         -xif），再指定解压后的目录",
    ),
    ("more than {n} members; the rest was not read", "成员多于 {n} 个；其余没有读取"),
    ("named like an archive, and none by its content", "名称像归档文件，内容不是"),
    ("neither {others} nor {last}", "既不是 {others}，也不是 {last}"),
    (
        "not UTF-8: byte 0x{byte} at offset {offset} (line {line}, column {column}); convert the file to \
         UTF-8, for example with iconv",
        "不是 UTF-8：偏移 {offset} 处（第 {line} 行第 {column} 列）的字节为 0x{byte}；请把文件转换为 \
         UTF-8，例如用 iconv",
    ),
    ("not named like a configuration", "名称不像配置"),
    (
        "not opened, but `{word}` stands in it; a configuration is read under a name such as .json, .yaml, \
         .conf or .properties",
        "没有打开，但其中出现 `{word}`；配置的名称应以 .json、.yaml、.conf 或 .properties 等结尾才会读取",
    ),
    ("not valid {syntax}: {why}", "不是有效的 {syntax}：{why}"),
    (
        "an encrypted archive, so nothing in it was checked; decrypt it, and check what comes out",
        "加密的归档文件，其中的内容均未检查；请解密后再检查",
    ),
    (
        "packed in a way that is not read here; unpack it and check what comes out: {tool} {file}",
        "这种压缩方式不支持读取；请解压后再检查：{tool} {file}",
    ),
    (
        "refused: the archive has several members of this name, so none of them was used",
        "已拒绝：归档文件中有多个同名成员，因此都没有使用",
    ),
    ("refused: the member's name {name} begins with a drive letter", "已拒绝：成员名称 {name} 以盘符开头"),
    (
        "refused: the member's name {name} climbs out of the archive with '..'",
        "已拒绝：成员名称 {name} 用 '..' 跳出了归档文件",
    ),
    ("refused: the member's name {name} holds a NUL byte", "已拒绝：成员名称 {name} 含 NUL 字节"),
    ("refused: the member's name {name} is absolute", "已拒绝：成员名称 {name} 是绝对路径"),
    ("refused: the member's name {name} is empty", "已拒绝：成员名称 {name} 为空"),
    ("slices of a Full-Import, no configuration", "Full-Import 的分片，不是配置"),
    (
        "the list of its members, which stands at its end, is missing or damaged ({why})",
        "末尾的成员目录缺失或损坏（{why}）",
    ),
    ("there is no tar header where one should be", "应有 tar 头的位置没有 tar 头"),
    ("this ignore file was not used, nothing is hidden: {why}", "此忽略文件没有生效，没有隐藏任何内容：{why}"),
    (
        "this is not UTF-8 but {name}, and was not read; convert it: iconv -f {from} -t UTF-8 {file} > \
         {converted} && mv {converted} {file}",
        "这不是 UTF-8，而是 {name}，因此没有读取；请转换：iconv -f {from} -t UTF-8 {file} > {converted} && \
         mv {converted} {file}",
    ),
    ("{n} more of its members could not be read", "另有 {n} 个成员无法读取"),
    ("{reason}, so it cannot be read", "{reason}，因此无法读取"),
    ("{size} bytes", "{size} 字节"),
    (
        "{size}, over the limit of {max}; raise it with --max-file-size, such as 256M",
        "{size}，超过上限 {max}；可用 --max-file-size 调大，例如 256M",
    ),
    ("{why} (members read before that: {read})", "{why}（此前已读取的成员：{read} 个）"),
    (
        "{why} (members read before that: {read}); what it held beyond that was not checked: copy it \
         again from its server, compare both sizes, and check again",
        "{why}（此前已读取的成员：{read} 个）；其后的内容没有检查：请从所在机器重新复制，比较两者大小，再\
         检查一次",
    ),
];
