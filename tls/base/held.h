// An optional that takes memory only while it holds something: for what most of a connection's life is not there.
#pragma once

#include <memory>
#include <optional>

namespace vitrine::tls {

template <class T> class Held {
public:
    template <class... Arguments> T& emplace(Arguments&&... arguments) {
        value_ = std::make_unique<T>(std::forward<Arguments>(arguments)...);
        return *value_;
    }
    void reset() { value_.reset(); }

    explicit operator bool() const { return value_ != nullptr; }
    T& operator*() { return *value_; }
    const T& operator*() const { return *value_; }
    T* operator->() { return value_.get(); }
    const T* operator->() const { return value_.get(); }
    T& value() { return value_ == nullptr ? throw std::bad_optional_access{} : *value_; }

private:
    std::unique_ptr<T> value_;
};

} // namespace vitrine::tls
