//! How much a file unpacks to: a few kilobytes may hold gigabytes, and the crate that reads PDF sets no limit.

use std::io::Read;

use flate2::read::ZlibDecoder;

const KEYWORD: &[u8] = b"stream";

/// A stream's dictionary ends at most so far before its data, as far as it is looked at here.
const DICTIONARY: usize = 1024;

/// Whether the file's compressed streams, pictures apart, unpack to more than the limit. Pictures are never unpacked,
/// and what is encrypted cannot be looked into.
pub(super) fn exceeds(bytes: &[u8], limit: usize) -> bool {
    let (mut at, mut total) = (0, 0_usize);
    while let Some(found) = find(bytes.get(at..).unwrap_or_default()) {
        let keyword = at + found;
        at = keyword + KEYWORD.len();
        let before = bytes.get(keyword.saturating_sub(DICTIONARY)..keyword).unwrap_or_default();
        if before.ends_with(b"end") || is_picture(before) {
            continue;
        }
        let data = bytes.get(at..).unwrap_or_default();
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let is_zlib = matches!(data, [a, b, ..] if a & 0x0f == 8 && (u16::from(*a) << 8 | u16::from(*b)) % 31 == 0);
        if is_zlib {
            let (read, unpacked) = unpack(data, limit.saturating_sub(total));
            total = total.saturating_add(unpacked);
            if total > limit {
                return true;
            }
            at += read;
        }
    }
    false
}

fn find(bytes: &[u8]) -> Option<usize> {
    bytes.windows(KEYWORD.len()).position(|window| window == KEYWORD)
}

fn is_picture(before: &[u8]) -> bool {
    let start = before.windows(3).rposition(|window| window == b"obj").unwrap_or(0);
    before.get(start..).unwrap_or_default().windows(6).any(|window| window == b"/Image")
}

/// How many bytes are read and how many come of them, somewhat more than the limit at most.
fn unpack(data: &[u8], limit: usize) -> (usize, usize) {
    let mut decoder = ZlibDecoder::new(data);
    let mut buffer = [0; 1 << 14];
    let mut unpacked = 0_usize;
    while unpacked <= limit {
        match decoder.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(length) => unpacked += length,
        }
    }
    (usize::try_from(decoder.total_in()).unwrap_or(usize::MAX).min(data.len()), unpacked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_unpacks_to_too_much_is_told_before_it_is_read() {
        let mut packed = Vec::new();
        flate2::read::ZlibEncoder::new(&[0; 100_000][..], flate2::Compression::best())
            .read_to_end(&mut packed)
            .unwrap();
        let stream = |kind: &str| [b"1 0 obj <<", kind.as_bytes(), b">> stream\r\n", &packed, b"\nendstream"].concat();
        let two = [stream(""), stream("")].concat();
        assert!(exceeds(&two, 199_999) && !exceeds(&two, 200_000));
        assert!(!exceeds(&stream("/Subtype /Image"), 10));
        assert!(!exceeds(b"stream\nBT ET endstream", 1));
    }
}
