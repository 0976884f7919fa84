// The reader of key logs on any text at all.
#include "tls/trace/key_log_reader.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vitrine;
    const tls::KeyLogSecrets secrets = tls::read_key_log(as_text({data, size}));
    for (const auto& [client_random, master] : secrets.master_secrets)
        if (secrets.find(client_random) != &master) std::abort();
    if (secrets.troubles.size() > 10) std::abort();
    return 0;
}
