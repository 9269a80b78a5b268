//! What differs between operating systems: kinds of files, modes, owners and bytes of names. Elsewhere than on Unix
//! the answers are the cautious ones that the standard library allows.

use crate::text::lang::tr;
use std::ffi::OsString;
use std::fs::{DirBuilder, File, FileType, Metadata, OpenOptions};
use std::io;
use std::path::Path;

/// What a file that is neither regular, directory nor link is called.
pub(crate) fn special(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return tr!("a named pipe (FIFO)");
        }
        if kind.is_socket() {
            return tr!("a socket");
        }
        if kind.is_block_device() || kind.is_char_device() {
            return tr!("a device");
        }
    }
    let _ = kind;
    tr!("not a regular file")
}

/// Opens a file for reading. A FIFO that took the place of a file would block; this does not wait for it.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
    options.open(path)
}

/// How many names the file has.
pub(super) fn links(metadata: &Metadata) -> u64 {
    #[cfg(unix)]
    return std::os::unix::fs::MetadataExt::nlink(metadata);
    #[cfg(not(unix))]
    {
        let _ = metadata;
        1
    }
}

/// The permission bits.
pub(super) fn mode(metadata: &Metadata) -> u32 {
    #[cfg(unix)]
    return std::os::unix::fs::MetadataExt::mode(metadata) & 0o777;
    #[cfg(not(unix))]
    {
        let _ = metadata;
        0o644
    }
}

/// Whether the mode lets nobody write. Root is not stopped by the mode, so it has to be looked at.
pub(super) fn write_protected(metadata: &Metadata) -> bool {
    #[cfg(unix)]
    return std::os::unix::fs::MetadataExt::mode(metadata) & 0o222 == 0;
    #[cfg(not(unix))]
    return metadata.permissions().readonly();
}

/// Whether both are the same file with the same mode and owner.
pub(super) fn same(a: &Metadata, b: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let key = |m: &Metadata| (m.dev(), m.ino(), m.mode(), m.uid(), m.gid(), m.nlink());
        key(a) == key(b)
    }
    #[cfg(not(unix))]
    return a.file_type() == b.file_type() && a.permissions() == b.permissions();
}

/// Gives `file` the owner and the mode of `model`. The owner first: changing it clears special mode bits.
pub(super) fn copy_owner_and_mode(file: &File, model: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let now = file.metadata()?;
        if (now.uid(), now.gid()) != (model.uid(), model.gid()) {
            std::os::unix::fs::fchown(file, Some(model.uid()), Some(model.gid()))?;
        }
    }
    file.set_permissions(model.permissions())
}

/// Sets the permission bits, whatever the umask says.
pub(super) fn set_mode(file: &File, mode: u32) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(std::fs::Permissions::from_mode(mode & 0o7777))
    }
    #[cfg(not(unix))]
    {
        let _ = (file, mode);
        Ok(())
    }
}

/// Options that create a file which nobody else can read.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes directories that nobody else can look into.
pub(super) fn private_directories() -> DirBuilder {
    let mut builder = DirBuilder::new();
    builder.recursive(false);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// A name from raw bytes.
pub(super) fn name_from_bytes(bytes: &[u8]) -> OsString {
    #[cfg(unix)]
    return <OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes.to_vec());
    #[cfg(not(unix))]
    return String::from_utf8_lossy(bytes).into_owned().into();
}
