# Why did it end with an alert? Stops at the one door that each fault of a peer passes, with the stack that found it:
# ./dev gdb pair elsewhere.example, then `source apps/gdb/flows/why-alert.gdb`.
tls break refusal
commands
  silent
  echo \nRefused: 
  output sentence
  echo \nBecause of 
  output rfc
  echo \nFound by\n
  backtrace 4
  echo \nWhere it stands\n
  tls where
  echo \nThe checks that failed\n
  tls checks --failed
  echo \nThe message in question\n
  tls fields
end
run
