//! Chinese of the disk: what cannot be read, written or taken back.

texts![
    ("a device", "设备文件"),
    ("a file of omslint itself", "omslint 自己的文件"),
    ("a named pipe (FIFO)", "命名管道（FIFO）"),
    ("a socket", "套接字"),
    ("cannot add to", "无法追加到"),
    ("cannot create a temporary file in", "无法创建临时文件，目录为"),
    ("cannot find", "找不到"),
    ("cannot follow this symbolic link", "无法跟随此符号链接"),
    ("cannot look at", "无法查看"),
    ("cannot make the backup directory {path}: {error}", "无法创建备份目录 {path}：{error}"),
    ("cannot make the directory", "无法创建目录"),
    ("cannot open for writing", "无法以写方式打开"),
    ("cannot read", "无法读取"),
    ("cannot read again", "无法再次读取"),
    ("cannot read the manifest {path}: {error}", "无法读取清单（manifest）{path}：{error}"),
    ("cannot replace", "无法替换"),
    ("cannot use {path} as output directory: {error}", "无法把 {path} 用作输出目录：{error}"),
    ("cannot write the manifest", "无法写清单（manifest）"),
    ("cannot write the new text of", "无法写入新内容"),
    ("it changed since the fix", "修改之后它又有变化"),
    ("it is a copy; delete it instead", "它是副本；删除即可"),
    ("it is larger than 1 MiB", "它大于 1 MiB"),
    ("it is not a regular file", "它不是普通文件"),
    ("it is not there any more", "它已不存在"),
    ("it vanished while we worked; run again", "它在运行期间消失了；请重新运行"),
    ("its schema is '{schema}'", "它的 schema 是 '{schema}'"),
    (
        "neither XDG_STATE_HOME nor HOME (on Windows: LOCALAPPDATA) names a place for the backup; give \
         one with --backup DIR, or --backup none",
        "XDG_STATE_HOME 和 HOME（Windows 上为 LOCALAPPDATA）都没有给出备份的位置；请用 --backup DIR 指定\
         ，或用 --backup none",
    ),
    ("it ends too early", "内容不完整，提前结束"),
    ("no space left on the device", "设备上没有剩余空间"),
    ("no such file or directory", "没有这个文件或目录"),
    ("not a regular file", "不是普通文件"),
    ("nothing was changed there; free some and run again", "那里没有任何改动；请腾出空间后重新运行"),
    (
        "nothing was reverted, because 1 file lies where nothing is to be written: {paths}",
        "没有撤销任何修改，因为有 1 个文件位于不允许写入的位置：{paths}",
    ),
    ("nothing was reverted, because {files} cannot be: {reasons}", "没有撤销任何修改，因为 {files}无法撤销：{reasons}"),
    (
        "nothing was reverted, because {n} files lie where nothing is to be written: {paths}",
        "没有撤销任何修改，因为有 {n} 个文件位于不允许写入的位置：{paths}",
    ),
    ("permission denied", "权限不足"),
    (
        "the backup directory {backup} lies inside {scanned}, which is being fixed; give one outside with \
         --backup DIR, or --backup none",
        "备份目录 {backup} 位于正在修改的 {scanned} 之内；请用 --backup DIR 指定其外的目录，或用 --backup \
         none",
    ),
    (
        "the backup directory {path} is not empty, and a backup is never overwritten; give another with \
         --backup DIR",
        "备份目录 {path} 不为空，备份从不被覆盖；请用 --backup DIR 指定其他目录",
    ),
    (
        "the copy of {shown} would replace {shown} itself; choose another output directory",
        "{shown} 的副本会覆盖 {shown} 自身；请换一个输出目录",
    ),
    ("the directory must be writable for the user who runs this", "运行此命令的用户必须能写该目录"),
    ("the disk quota is used up", "磁盘配额已用完"),
    ("the edits in the manifest do not lead back to the original", "按清单（manifest）中的改动无法还原出原文件"),
    ("the file system is mounted read-only", "文件系统以只读方式挂载"),
    (
        "the files of {path} are copies; the originals were not changed, so delete the copies instead",
        "{path} 中的文件是副本；原文件没有改动，删除副本即可",
    ),
    (
        "the owner or mode of {path} cannot be kept ({error}), so it was left alone; run as its owner or \
         use --out-dir",
        "无法保持 {path} 的属主或权限（{error}），因此没有改动；请以其属主的身份运行，或使用 --out-dir",
    ),
    ("this is a directory, not a file", "这是目录，不是文件"),
    ("this is {what}; only regular files are read, so it was not opened", "它是{what}；只读取普通文件，因此没有打开"),
    ("too large for a file of values", "作为取值文件过大"),
    (
        "write to another place: `fix --out-dir DIR`, `plan -o DIR`",
        "请写入其他位置：`fix --out-dir DIR`、`plan -o DIR`"
    ),
    ("{doing} {path}: {error}", "{doing} {path}：{error}"),
    ("{doing}: {error}", "{doing}：{error}"),
    ("{first} and {more} more", "{first}，以及另外 {more} 个"),
    (
        "{first} and {second} would both be written to {place}; give them in separate runs, or start in a \
         directory above both",
        "{first} 和 {second} 都会写到 {place}；请分两次运行，或从两者共同的上级目录开始",
    ),
    (
        "{path} changed since it was read, so it was left alone; run again",
        "{path} 读取之后又有变化，因此没有改动；请重新运行",
    ),
    ("{path} exists already and is not overwritten; choose another place", "{path} 已存在，不会覆盖；请换一个位置"),
    (
        "{path} has the schema '{schema}'; this omslint knows '{known}', so use the version that wrote it",
        "{path} 的 schema 是 '{schema}'；此版本的 omslint 只认识 '{known}'，请使用写出它的版本",
    ),
    (
        "{path} has {links} hard links, and replacing it would part them, so it was left alone; put a \
         copy of its own in its place or use --out-dir",
        "{path} 有 {links} 个硬链接，替换会使它们分开，因此没有改动；请先换成独立的副本，或使用 --out-dir",
    ),
    (
        "{path} is a symbolic link, so it was left alone; --follow-symlinks changes the file that it \
         leads to",
        "{path} 是符号链接，因此没有改动；--follow-symlinks 会修改它指向的文件",
    ),
    ("{path} is no regular file, so it was left alone", "{path} 不是普通文件，因此没有改动"),
    ("{path} is not a directory; choose another output directory", "{path} 不是目录；请换一个输出目录"),
    (
        "{path} is not empty and was not made by omslint (it has no manifest.json of ours); choose \
         another output directory, or empty it",
        "{path} 不为空，且不是 omslint 创建的（其中没有 omslint 的 manifest.json）；请换一个输出目录，或\
         将其清空",
    ),
    (
        "{path} is read-only, so it was left alone; make it writable (chmod u+w) or use --out-dir",
        "{path} 是只读的，因此没有改动；请改为可写（chmod u+w），或使用 --out-dir",
    ),
    (
        "{path} was changed after an earlier run wrote it, and would be lost; move it away or choose \
         another output directory",
        "{path} 在此前的运行写出之后被改动过，会丢失；请移走它，或换一个输出目录",
    ),
    (
        "{path}:{line}:{column}: this is no manifest of omslint: {reason}",
        "{path}:{line}:{column}：这不是 omslint 的清单（manifest）：{reason}",
    ),
    ("{shown} would be written outside the output directory, to {place}", "{shown} 会写到输出目录之外的 {place}"),
];
