#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| guihua_fuzz::properties::decodes(data));
