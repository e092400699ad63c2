"""What we promise: keys, signed labels and certificates, receipts, and the public pages.

label/ cose/ codes/ tree/ verification/   pure: the L1 block, CWT form, codes, Merkle tree, numbered checks
keyring/    keys and their files;  trust/  trust list, status list and recall feed
custody/    the root ceremony, rotation, what to do after a theft: `qa-service keys`
log/        the transparency log: one leaf a batch certificate
issuing/    prepare -> lint -> sign -> log -> sign labels -> verify -> store
labels/ documents/   sheets of labels and certificate PDFs, drawn from stored signed bytes
recalls/    two persons recall a product, lots or items
receiving/  scan -> report -> receipt;  public/  the page behind the code, published files
complaints/ what strangers report about a released item
pairing/    another phone learns the root from a signed-in device
scanning/ offline_commands/  what any scanner sends; `verify` and `scan` with files alone
setup/      first start;  demo/  the main job from nothing
"""
