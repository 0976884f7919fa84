// A certificate, its key and another key, made by openssl 3.0 for these tests alone; and files to put them in.
#pragma once

#include <array>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unistd.h>

namespace vitrine::apps {

constexpr std::string_view localhost_certificate = R"(-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUREwac7uUARnEL3JXc+PucsaYM7AwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjA0MzExOFoYDzIxMjYxMDI5
MDQzMTE4WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASQQT0ax9Uxx+fyT3ow75vzSUGQUBs03iGRtUzI2lA8t9JG/KPsGvXR
6loD+9PLiG9tg+nwTVqvMVDgNCg3mhOeo2kwZzAdBgNVHQ4EFgQUoqbk+NGSKFPD
axBIUtIClEMtDNcwHwYDVR0jBBgwFoAUoqbk+NGSKFPDaxBIUtIClEMtDNcwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SQAwRgIhALSG8DIfRg74e8p4DP/K/6C88cE4CrYXABiHH0gDBGpzAiEA0dCvVsTm
eqls8DOmgbR7w0/NGQndyhM8v4jjFVAf4RY=
-----END CERTIFICATE-----
)";

constexpr std::string_view localhost_key = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOgK6xHrTH6AMtrwv
GHvWYpdJJ8oMgO+wpIH3hQBmlTqhRANCAASQQT0ax9Uxx+fyT3ow75vzSUGQUBs0
3iGRtUzI2lA8t9JG/KPsGvXR6loD+9PLiG9tg+nwTVqvMVDgNCg3mhOe
-----END PRIVATE KEY-----
)";

constexpr std::string_view other_key = R"(-----BEGIN EC PRIVATE KEY-----
MHcCAQEEILsLE8G8l1BUQyAunR/ZqFA2ysof5kWb4WjkA5jl7mUdoAoGCCqGSM49
AwEHoUQDQgAEtcSxj0iNmCnvJiFYmTQkieajzsS8C0K8WLNCF2GP/NgWE0xNNvuB
9H0oH/QUKusbkViHXawz1M+UFjgItMZ+Pg==
-----END EC PRIVATE KEY-----
)";

class TemporaryFile {
public:
    explicit TemporaryFile(std::string_view content) {
        std::array<char, 32> name{"/tmp/vitrine-test-XXXXXX"};
        const int descriptor = ::mkstemp(name.data());
        if (descriptor < 0) throw std::runtime_error{"no temporary file"};
        ::close(descriptor);
        path_ = name.data();
        std::ofstream{path_} << content;
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() { ::unlink(path_.c_str()); }

    const std::string& path() const { return path_; }

private:
    std::string path_;
};

} // namespace vitrine::apps
