//! The generator of the Swift half of the bridge, of the same version as the library's half. See `scripts/build.sh`.

fn main() {
    uniffi::uniffi_bindgen_swift();
}
