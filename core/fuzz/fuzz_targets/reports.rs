#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| unpause::fuzzing::report(text));
