import { artifact, definePhase, definePipeline } from '@phasegraph/engine';
import { z } from 'zod';
const lost = artifact('lost', z.number());
const a0 = artifact('a0', z.number());
const a1 = artifact('a1', z.number());
const p1 = definePhase({ name: 'p1', inputs: { a0 }, outputs: { a1 }, run: (inputs) => ({ a1: inputs.a0 }) });
const a2 = artifact('a2', z.number());
const p2 = definePhase({ name: 'p2', inputs: { a1, a0 }, outputs: { a2 }, run: (inputs) => ({ a2: inputs.a1 }) });
const a3 = artifact('a3', z.number());
const p3 = definePhase({ name: 'p3', inputs: { a2, a1, a0 }, outputs: { a3 }, run: (inputs) => ({ a3: inputs.a2 }) });
const a4 = artifact('a4', z.number());
const p4 = definePhase({ name: 'p4', inputs: { a3, a2, a1 }, outputs: { a4 }, run: (inputs) => ({ a4: inputs.a3 }) });
const a5 = artifact('a5', z.number());
const p5 = definePhase({ name: 'p5', inputs: { a4, a3, a2 }, outputs: { a5 }, run: (inputs) => ({ a5: inputs.a4 }) });
const a6 = artifact('a6', z.number());
const p6 = definePhase({ name: 'p6', inputs: { a5, a4, a3 }, outputs: { a6 }, run: (inputs) => ({ a6: inputs.a5 }) });
const a7 = artifact('a7', z.number());
const p7 = definePhase({ name: 'p7', inputs: { a6, a5, a4 }, outputs: { a7 }, run: (inputs) => ({ a7: inputs.a6 }) });
const a8 = artifact('a8', z.number());
const p8 = definePhase({ name: 'p8', inputs: { a7, a6, a5 }, outputs: { a8 }, run: (inputs) => ({ a8: inputs.a7 }) });
const a9 = artifact('a9', z.number());
const p9 = definePhase({ name: 'p9', inputs: { a8, a7, a6 }, outputs: { a9 }, run: (inputs) => ({ a9: inputs.a8 }) });
const a10 = artifact('a10', z.number());
const p10 = definePhase({ name: 'p10', inputs: { a9, a8, a7 }, outputs: { a10 }, run: (inputs) => ({ a10: inputs.a9 }) });
const a11 = artifact('a11', z.number());
const p11 = definePhase({ name: 'p11', inputs: { a10, a9, a8 }, outputs: { a11 }, run: (inputs) => ({ a11: inputs.a10 }) });
const a12 = artifact('a12', z.number());
const p12 = definePhase({ name: 'p12', inputs: { a11, a10, a9 }, outputs: { a12 }, run: (inputs) => ({ a12: inputs.a11 }) });
const a13 = artifact('a13', z.number());
const p13 = definePhase({ name: 'p13', inputs: { a12, a11, a10 }, outputs: { a13 }, run: (inputs) => ({ a13: inputs.a12 }) });
const a14 = artifact('a14', z.number());
const p14 = definePhase({ name: 'p14', inputs: { a13, a12, a11 }, outputs: { a14 }, run: (inputs) => ({ a14: inputs.a13 }) });
const a15 = artifact('a15', z.number());
const p15 = definePhase({ name: 'p15', inputs: { a14, a13, a12 }, outputs: { a15 }, run: (inputs) => ({ a15: inputs.a14 }) });
const a16 = artifact('a16', z.number());
const p16 = definePhase({ name: 'p16', inputs: { a15, a14, a13 }, outputs: { a16 }, run: (inputs) => ({ a16: inputs.a15 }) });
const a17 = artifact('a17', z.number());
const p17 = definePhase({ name: 'p17', inputs: { a16, a15, a14 }, outputs: { a17 }, run: (inputs) => ({ a17: inputs.a16 }) });
const a18 = artifact('a18', z.number());
const p18 = definePhase({ name: 'p18', inputs: { a17, a16, a15 }, outputs: { a18 }, run: (inputs) => ({ a18: inputs.a17 }) });
const a19 = artifact('a19', z.number());
const p19 = definePhase({ name: 'p19', inputs: { a18, a17, a16 }, outputs: { a19 }, run: (inputs) => ({ a19: inputs.a18 }) });
const a20 = artifact('a20', z.number());
const p20 = definePhase({ name: 'p20', inputs: { a19, a18, a17 }, outputs: { a20 }, run: (inputs) => ({ a20: inputs.a19 }) });
const a21 = artifact('a21', z.number());
const p21 = definePhase({ name: 'p21', inputs: { a20, a19, a18 }, outputs: { a21 }, run: (inputs) => ({ a21: inputs.a20 }) });
const a22 = artifact('a22', z.number());
const p22 = definePhase({ name: 'p22', inputs: { a21, a20, a19 }, outputs: { a22 }, run: (inputs) => ({ a22: inputs.a21 }) });
const a23 = artifact('a23', z.number());
const p23 = definePhase({ name: 'p23', inputs: { a22, a21, a20 }, outputs: { a23 }, run: (inputs) => ({ a23: inputs.a22 }) });
const a24 = artifact('a24', z.number());
const p24 = definePhase({ name: 'p24', inputs: { a23, a22, a21 }, outputs: { a24 }, run: (inputs) => ({ a24: inputs.a23 }) });
const a25 = artifact('a25', z.number());
const p25 = definePhase({ name: 'p25', inputs: { a24, a23, a22 }, outputs: { a25 }, run: (inputs) => ({ a25: inputs.a24 }) });
const a26 = artifact('a26', z.number());
const p26 = definePhase({ name: 'p26', inputs: { a25, a24, a23 }, outputs: { a26 }, run: (inputs) => ({ a26: inputs.a25 }) });
const a27 = artifact('a27', z.number());
const p27 = definePhase({ name: 'p27', inputs: { a26, a25, a24 }, outputs: { a27 }, run: (inputs) => ({ a27: inputs.a26 }) });
const a28 = artifact('a28', z.number());
const p28 = definePhase({ name: 'p28', inputs: { a27, a26, a25 }, outputs: { a28 }, run: (inputs) => ({ a28: inputs.a27 }) });
const a29 = artifact('a29', z.number());
const p29 = definePhase({ name: 'p29', inputs: { a28, a27, a26 }, outputs: { a29 }, run: (inputs) => ({ a29: inputs.a28 }) });
const a30 = artifact('a30', z.number());
const p30 = definePhase({ name: 'p30', inputs: { a29, a28, a27 }, outputs: { a30 }, run: (inputs) => ({ a30: inputs.a29 }) });
const a31 = artifact('a31', z.number());
const p31 = definePhase({ name: 'p31', inputs: { a30, a29, a28 }, outputs: { a31 }, run: (inputs) => ({ a31: inputs.a30 }) });
const a32 = artifact('a32', z.number());
const p32 = definePhase({ name: 'p32', inputs: { a31, a30, a29 }, outputs: { a32 }, run: (inputs) => ({ a32: inputs.a31 }) });
const a33 = artifact('a33', z.number());
const p33 = definePhase({ name: 'p33', inputs: { a32, a31, a30 }, outputs: { a33 }, run: (inputs) => ({ a33: inputs.a32 }) });
const a34 = artifact('a34', z.number());
const p34 = definePhase({ name: 'p34', inputs: { a33, a32, a31 }, outputs: { a34 }, run: (inputs) => ({ a34: inputs.a33 }) });
const a35 = artifact('a35', z.number());
const p35 = definePhase({ name: 'p35', inputs: { a34, a33, a32 }, outputs: { a35 }, run: (inputs) => ({ a35: inputs.a34 }) });
const a36 = artifact('a36', z.number());
const p36 = definePhase({ name: 'p36', inputs: { a35, a34, a33 }, outputs: { a36 }, run: (inputs) => ({ a36: inputs.a35 }) });
const a37 = artifact('a37', z.number());
const p37 = definePhase({ name: 'p37', inputs: { a36, a35, a34 }, outputs: { a37 }, run: (inputs) => ({ a37: inputs.a36 }) });
const a38 = artifact('a38', z.number());
const p38 = definePhase({ name: 'p38', inputs: { a37, a36, a35 }, outputs: { a38 }, run: (inputs) => ({ a38: inputs.a37 }) });
const a39 = artifact('a39', z.number());
const p39 = definePhase({ name: 'p39', inputs: { a38, a37, a36 }, outputs: { a39 }, run: (inputs) => ({ a39: inputs.a38 }) });
const a40 = artifact('a40', z.number());
const p40 = definePhase({ name: 'p40', inputs: { a39, a38, a37 }, outputs: { a40 }, run: (inputs) => ({ a40: inputs.a39 }) });
const a41 = artifact('a41', z.number());
const p41 = definePhase({ name: 'p41', inputs: { a40, a39, a38 }, outputs: { a41 }, run: (inputs) => ({ a41: inputs.a40 }) });
const a42 = artifact('a42', z.number());
const p42 = definePhase({ name: 'p42', inputs: { a41, a40, a39 }, outputs: { a42 }, run: (inputs) => ({ a42: inputs.a41 }) });
const a43 = artifact('a43', z.number());
const p43 = definePhase({ name: 'p43', inputs: { a42, a41, a40 }, outputs: { a43 }, run: (inputs) => ({ a43: inputs.a42 }) });
const a44 = artifact('a44', z.number());
const p44 = definePhase({ name: 'p44', inputs: { a43, a42, a41 }, outputs: { a44 }, run: (inputs) => ({ a44: inputs.a43 }) });
const a45 = artifact('a45', z.number());
const p45 = definePhase({ name: 'p45', inputs: { a44, a43, a42 }, outputs: { a45 }, run: (inputs) => ({ a45: inputs.a44 }) });
const a46 = artifact('a46', z.number());
const p46 = definePhase({ name: 'p46', inputs: { a45, a44, a43 }, outputs: { a46 }, run: (inputs) => ({ a46: inputs.a45 }) });
const a47 = artifact('a47', z.number());
const p47 = definePhase({ name: 'p47', inputs: { a46, a45, a44 }, outputs: { a47 }, run: (inputs) => ({ a47: inputs.a46 }) });
const a48 = artifact('a48', z.number());
const p48 = definePhase({ name: 'p48', inputs: { a47, a46, a45 }, outputs: { a48 }, run: (inputs) => ({ a48: inputs.a47 }) });
const a49 = artifact('a49', z.number());
const p49 = definePhase({ name: 'p49', inputs: { a48, a47, a46 }, outputs: { a49 }, run: (inputs) => ({ a49: inputs.a48 }) });
const a50 = artifact('a50', z.number());
const p50 = definePhase({ name: 'p50', inputs: { a49, a48, a47 }, outputs: { a50 }, run: (inputs) => ({ a50: inputs.a49 }) });
const a51 = artifact('a51', z.number());
const p51 = definePhase({ name: 'p51', inputs: { a50, a49, a48 }, outputs: { a51 }, run: (inputs) => ({ a51: inputs.a50 }) });
const a52 = artifact('a52', z.number());
const p52 = definePhase({ name: 'p52', inputs: { a51, a50, a49 }, outputs: { a52 }, run: (inputs) => ({ a52: inputs.a51 }) });
const a53 = artifact('a53', z.number());
const p53 = definePhase({ name: 'p53', inputs: { a52, a51, a50 }, outputs: { a53 }, run: (inputs) => ({ a53: inputs.a52 }) });
const a54 = artifact('a54', z.number());
const p54 = definePhase({ name: 'p54', inputs: { a53, a52, a51 }, outputs: { a54 }, run: (inputs) => ({ a54: inputs.a53 }) });
const a55 = artifact('a55', z.number());
const p55 = definePhase({ name: 'p55', inputs: { a54, a53, a52 }, outputs: { a55 }, run: (inputs) => ({ a55: inputs.a54 }) });
const a56 = artifact('a56', z.number());
const p56 = definePhase({ name: 'p56', inputs: { a55, a54, a53 }, outputs: { a56 }, run: (inputs) => ({ a56: inputs.a55 }) });
const a57 = artifact('a57', z.number());
const p57 = definePhase({ name: 'p57', inputs: { a56, a55, a54 }, outputs: { a57 }, run: (inputs) => ({ a57: inputs.a56 }) });
const a58 = artifact('a58', z.number());
const p58 = definePhase({ name: 'p58', inputs: { a57, a56, a55 }, outputs: { a58 }, run: (inputs) => ({ a58: inputs.a57 }) });
const a59 = artifact('a59', z.number());
const p59 = definePhase({ name: 'p59', inputs: { a58, a57, a56 }, outputs: { a59 }, run: (inputs) => ({ a59: inputs.a58 }) });
const a60 = artifact('a60', z.number());
const p60 = definePhase({ name: 'p60', inputs: { a59, a58, a57 }, outputs: { a60 }, run: (inputs) => ({ a60: inputs.a59 }) });
const a61 = artifact('a61', z.number());
const p61 = definePhase({ name: 'p61', inputs: { a60, a59, a58 }, outputs: { a61 }, run: (inputs) => ({ a61: inputs.a60 }) });
const a62 = artifact('a62', z.number());
const p62 = definePhase({ name: 'p62', inputs: { a61, a60, a59 }, outputs: { a62 }, run: (inputs) => ({ a62: inputs.a61 }) });
const a63 = artifact('a63', z.number());
const p63 = definePhase({ name: 'p63', inputs: { a62, a61, a60 }, outputs: { a63 }, run: (inputs) => ({ a63: inputs.a62 }) });
const a64 = artifact('a64', z.number());
const p64 = definePhase({ name: 'p64', inputs: { a63, a62, a61 }, outputs: { a64 }, run: (inputs) => ({ a64: inputs.a63 }) });
const a65 = artifact('a65', z.number());
const p65 = definePhase({ name: 'p65', inputs: { a64, a63, a62 }, outputs: { a65 }, run: (inputs) => ({ a65: inputs.a64 }) });
const a66 = artifact('a66', z.number());
const p66 = definePhase({ name: 'p66', inputs: { a65, a64, a63 }, outputs: { a66 }, run: (inputs) => ({ a66: inputs.a65 }) });
const a67 = artifact('a67', z.number());
const p67 = definePhase({ name: 'p67', inputs: { a66, a65, a64 }, outputs: { a67 }, run: (inputs) => ({ a67: inputs.a66 }) });
const a68 = artifact('a68', z.number());
const p68 = definePhase({ name: 'p68', inputs: { a67, a66, a65 }, outputs: { a68 }, run: (inputs) => ({ a68: inputs.a67 }) });
const a69 = artifact('a69', z.number());
const p69 = definePhase({ name: 'p69', inputs: { a68, a67, a66 }, outputs: { a69 }, run: (inputs) => ({ a69: inputs.a68 }) });
const a70 = artifact('a70', z.number());
const p70 = definePhase({ name: 'p70', inputs: { a69, a68, a67 }, outputs: { a70 }, run: (inputs) => ({ a70: inputs.a69 }) });
const a71 = artifact('a71', z.number());
const p71 = definePhase({ name: 'p71', inputs: { a70, a69, a68 }, outputs: { a71 }, run: (inputs) => ({ a71: inputs.a70 }) });
const a72 = artifact('a72', z.number());
const p72 = definePhase({ name: 'p72', inputs: { a71, a70, a69 }, outputs: { a72 }, run: (inputs) => ({ a72: inputs.a71 }) });
const a73 = artifact('a73', z.number());
const p73 = definePhase({ name: 'p73', inputs: { a72, a71, a70 }, outputs: { a73 }, run: (inputs) => ({ a73: inputs.a72 }) });
const a74 = artifact('a74', z.number());
const p74 = definePhase({ name: 'p74', inputs: { a73, a72, a71 }, outputs: { a74 }, run: (inputs) => ({ a74: inputs.a73 }) });
const a75 = artifact('a75', z.number());
const p75 = definePhase({ name: 'p75', inputs: { a74, a73, a72 }, outputs: { a75 }, run: (inputs) => ({ a75: inputs.a74 }) });
const a76 = artifact('a76', z.number());
const p76 = definePhase({ name: 'p76', inputs: { a75, a74, a73 }, outputs: { a76 }, run: (inputs) => ({ a76: inputs.a75 }) });
const a77 = artifact('a77', z.number());
const p77 = definePhase({ name: 'p77', inputs: { a76, a75, a74 }, outputs: { a77 }, run: (inputs) => ({ a77: inputs.a76 }) });
const a78 = artifact('a78', z.number());
const p78 = definePhase({ name: 'p78', inputs: { a77, a76, a75 }, outputs: { a78 }, run: (inputs) => ({ a78: inputs.a77 }) });
const a79 = artifact('a79', z.number());
const p79 = definePhase({ name: 'p79', inputs: { a78, a77, a76 }, outputs: { a79 }, run: (inputs) => ({ a79: inputs.a78 }) });
const a80 = artifact('a80', z.number());
const p80 = definePhase({ name: 'p80', inputs: { a79, a78, a77 }, outputs: { a80 }, run: (inputs) => ({ a80: inputs.a79 }) });
const a81 = artifact('a81', z.number());
const p81 = definePhase({ name: 'p81', inputs: { a80, a79, a78 }, outputs: { a81 }, run: (inputs) => ({ a81: inputs.a80 }) });
const a82 = artifact('a82', z.number());
const p82 = definePhase({ name: 'p82', inputs: { a81, a80, a79 }, outputs: { a82 }, run: (inputs) => ({ a82: inputs.a81 }) });
const a83 = artifact('a83', z.number());
const p83 = definePhase({ name: 'p83', inputs: { a82, a81, a80 }, outputs: { a83 }, run: (inputs) => ({ a83: inputs.a82 }) });
const a84 = artifact('a84', z.number());
const p84 = definePhase({ name: 'p84', inputs: { a83, a82, a81 }, outputs: { a84 }, run: (inputs) => ({ a84: inputs.a83 }) });
const a85 = artifact('a85', z.number());
const p85 = definePhase({ name: 'p85', inputs: { a84, a83, a82 }, outputs: { a85 }, run: (inputs) => ({ a85: inputs.a84 }) });
const a86 = artifact('a86', z.number());
const p86 = definePhase({ name: 'p86', inputs: { a85, a84, a83 }, outputs: { a86 }, run: (inputs) => ({ a86: inputs.a85 }) });
const a87 = artifact('a87', z.number());
const p87 = definePhase({ name: 'p87', inputs: { a86, a85, a84 }, outputs: { a87 }, run: (inputs) => ({ a87: inputs.a86 }) });
const a88 = artifact('a88', z.number());
const p88 = definePhase({ name: 'p88', inputs: { a87, a86, a85 }, outputs: { a88 }, run: (inputs) => ({ a88: inputs.a87 }) });
const a89 = artifact('a89', z.number());
const p89 = definePhase({ name: 'p89', inputs: { a88, a87, a86 }, outputs: { a89 }, run: (inputs) => ({ a89: inputs.a88 }) });
const a90 = artifact('a90', z.number());
const p90 = definePhase({ name: 'p90', inputs: { a89, a88, a87 }, outputs: { a90 }, run: (inputs) => ({ a90: inputs.a89 }) });
const a91 = artifact('a91', z.number());
const p91 = definePhase({ name: 'p91', inputs: { a90, a89, a88 }, outputs: { a91 }, run: (inputs) => ({ a91: inputs.a90 }) });
const a92 = artifact('a92', z.number());
const p92 = definePhase({ name: 'p92', inputs: { a91, a90, a89 }, outputs: { a92 }, run: (inputs) => ({ a92: inputs.a91 }) });
const a93 = artifact('a93', z.number());
const p93 = definePhase({ name: 'p93', inputs: { a92, a91, a90 }, outputs: { a93 }, run: (inputs) => ({ a93: inputs.a92 }) });
const a94 = artifact('a94', z.number());
const p94 = definePhase({ name: 'p94', inputs: { a93, a92, a91 }, outputs: { a94 }, run: (inputs) => ({ a94: inputs.a93 }) });
const a95 = artifact('a95', z.number());
const p95 = definePhase({ name: 'p95', inputs: { a94, a93, a92 }, outputs: { a95 }, run: (inputs) => ({ a95: inputs.a94 }) });
const a96 = artifact('a96', z.number());
const p96 = definePhase({ name: 'p96', inputs: { a95, a94, a93 }, outputs: { a96 }, run: (inputs) => ({ a96: inputs.a95 }) });
const a97 = artifact('a97', z.number());
const p97 = definePhase({ name: 'p97', inputs: { a96, a95, a94 }, outputs: { a97 }, run: (inputs) => ({ a97: inputs.a96 }) });
const a98 = artifact('a98', z.number());
const p98 = definePhase({ name: 'p98', inputs: { a97, a96, a95 }, outputs: { a98 }, run: (inputs) => ({ a98: inputs.a97 }) });
const a99 = artifact('a99', z.number());
const p99 = definePhase({ name: 'p99', inputs: { a98, a97, a96 }, outputs: { a99 }, run: (inputs) => ({ a99: inputs.a98 }) });
const a100 = artifact('a100', z.number());
const p100 = definePhase({ name: 'wrong', inputs: { a99, a98, a97, lost }, outputs: { a100 }, run: (inputs) => ({ a100: inputs.a99 }) });
const a101 = artifact('a101', z.number());
const p101 = definePhase({ name: 'p101', inputs: { a100, a99, a98 }, outputs: { a101 }, run: (inputs) => ({ a101: inputs.a100 }) });
const a102 = artifact('a102', z.number());
const p102 = definePhase({ name: 'p102', inputs: { a101, a100, a99 }, outputs: { a102 }, run: (inputs) => ({ a102: inputs.a101 }) });
const a103 = artifact('a103', z.number());
const p103 = definePhase({ name: 'p103', inputs: { a102, a101, a100 }, outputs: { a103 }, run: (inputs) => ({ a103: inputs.a102 }) });
const a104 = artifact('a104', z.number());
const p104 = definePhase({ name: 'p104', inputs: { a103, a102, a101 }, outputs: { a104 }, run: (inputs) => ({ a104: inputs.a103 }) });
const a105 = artifact('a105', z.number());
const p105 = definePhase({ name: 'p105', inputs: { a104, a103, a102 }, outputs: { a105 }, run: (inputs) => ({ a105: inputs.a104 }) });
const a106 = artifact('a106', z.number());
const p106 = definePhase({ name: 'p106', inputs: { a105, a104, a103 }, outputs: { a106 }, run: (inputs) => ({ a106: inputs.a105 }) });
const a107 = artifact('a107', z.number());
const p107 = definePhase({ name: 'p107', inputs: { a106, a105, a104 }, outputs: { a107 }, run: (inputs) => ({ a107: inputs.a106 }) });
const a108 = artifact('a108', z.number());
const p108 = definePhase({ name: 'p108', inputs: { a107, a106, a105 }, outputs: { a108 }, run: (inputs) => ({ a108: inputs.a107 }) });
const a109 = artifact('a109', z.number());
const p109 = definePhase({ name: 'p109', inputs: { a108, a107, a106 }, outputs: { a109 }, run: (inputs) => ({ a109: inputs.a108 }) });
const a110 = artifact('a110', z.number());
const p110 = definePhase({ name: 'p110', inputs: { a109, a108, a107 }, outputs: { a110 }, run: (inputs) => ({ a110: inputs.a109 }) });
const a111 = artifact('a111', z.number());
const p111 = definePhase({ name: 'p111', inputs: { a110, a109, a108 }, outputs: { a111 }, run: (inputs) => ({ a111: inputs.a110 }) });
const a112 = artifact('a112', z.number());
const p112 = definePhase({ name: 'p112', inputs: { a111, a110, a109 }, outputs: { a112 }, run: (inputs) => ({ a112: inputs.a111 }) });
const a113 = artifact('a113', z.number());
const p113 = definePhase({ name: 'p113', inputs: { a112, a111, a110 }, outputs: { a113 }, run: (inputs) => ({ a113: inputs.a112 }) });
const a114 = artifact('a114', z.number());
const p114 = definePhase({ name: 'p114', inputs: { a113, a112, a111 }, outputs: { a114 }, run: (inputs) => ({ a114: inputs.a113 }) });
const a115 = artifact('a115', z.number());
const p115 = definePhase({ name: 'p115', inputs: { a114, a113, a112 }, outputs: { a115 }, run: (inputs) => ({ a115: inputs.a114 }) });
const a116 = artifact('a116', z.number());
const p116 = definePhase({ name: 'p116', inputs: { a115, a114, a113 }, outputs: { a116 }, run: (inputs) => ({ a116: inputs.a115 }) });
const a117 = artifact('a117', z.number());
const p117 = definePhase({ name: 'p117', inputs: { a116, a115, a114 }, outputs: { a117 }, run: (inputs) => ({ a117: inputs.a116 }) });
const a118 = artifact('a118', z.number());
const p118 = definePhase({ name: 'p118', inputs: { a117, a116, a115 }, outputs: { a118 }, run: (inputs) => ({ a118: inputs.a117 }) });
const a119 = artifact('a119', z.number());
const p119 = definePhase({ name: 'p119', inputs: { a118, a117, a116 }, outputs: { a119 }, run: (inputs) => ({ a119: inputs.a118 }) });
const a120 = artifact('a120', z.number());
const p120 = definePhase({ name: 'p120', inputs: { a119, a118, a117 }, outputs: { a120 }, run: (inputs) => ({ a120: inputs.a119 }) });
const a121 = artifact('a121', z.number());
const p121 = definePhase({ name: 'p121', inputs: { a120, a119, a118 }, outputs: { a121 }, run: (inputs) => ({ a121: inputs.a120 }) });
const a122 = artifact('a122', z.number());
const p122 = definePhase({ name: 'p122', inputs: { a121, a120, a119 }, outputs: { a122 }, run: (inputs) => ({ a122: inputs.a121 }) });
const a123 = artifact('a123', z.number());
const p123 = definePhase({ name: 'p123', inputs: { a122, a121, a120 }, outputs: { a123 }, run: (inputs) => ({ a123: inputs.a122 }) });
const a124 = artifact('a124', z.number());
const p124 = definePhase({ name: 'p124', inputs: { a123, a122, a121 }, outputs: { a124 }, run: (inputs) => ({ a124: inputs.a123 }) });
const a125 = artifact('a125', z.number());
const p125 = definePhase({ name: 'p125', inputs: { a124, a123, a122 }, outputs: { a125 }, run: (inputs) => ({ a125: inputs.a124 }) });
const a126 = artifact('a126', z.number());
const p126 = definePhase({ name: 'p126', inputs: { a125, a124, a123 }, outputs: { a126 }, run: (inputs) => ({ a126: inputs.a125 }) });
const a127 = artifact('a127', z.number());
const p127 = definePhase({ name: 'p127', inputs: { a126, a125, a124 }, outputs: { a127 }, run: (inputs) => ({ a127: inputs.a126 }) });
const a128 = artifact('a128', z.number());
const p128 = definePhase({ name: 'p128', inputs: { a127, a126, a125 }, outputs: { a128 }, run: (inputs) => ({ a128: inputs.a127 }) });
const a129 = artifact('a129', z.number());
const p129 = definePhase({ name: 'p129', inputs: { a128, a127, a126 }, outputs: { a129 }, run: (inputs) => ({ a129: inputs.a128 }) });
const a130 = artifact('a130', z.number());
const p130 = definePhase({ name: 'p130', inputs: { a129, a128, a127 }, outputs: { a130 }, run: (inputs) => ({ a130: inputs.a129 }) });
const a131 = artifact('a131', z.number());
const p131 = definePhase({ name: 'p131', inputs: { a130, a129, a128 }, outputs: { a131 }, run: (inputs) => ({ a131: inputs.a130 }) });
const a132 = artifact('a132', z.number());
const p132 = definePhase({ name: 'p132', inputs: { a131, a130, a129 }, outputs: { a132 }, run: (inputs) => ({ a132: inputs.a131 }) });
const a133 = artifact('a133', z.number());
const p133 = definePhase({ name: 'p133', inputs: { a132, a131, a130 }, outputs: { a133 }, run: (inputs) => ({ a133: inputs.a132 }) });
const a134 = artifact('a134', z.number());
const p134 = definePhase({ name: 'p134', inputs: { a133, a132, a131 }, outputs: { a134 }, run: (inputs) => ({ a134: inputs.a133 }) });
const a135 = artifact('a135', z.number());
const p135 = definePhase({ name: 'p135', inputs: { a134, a133, a132 }, outputs: { a135 }, run: (inputs) => ({ a135: inputs.a134 }) });
const a136 = artifact('a136', z.number());
const p136 = definePhase({ name: 'p136', inputs: { a135, a134, a133 }, outputs: { a136 }, run: (inputs) => ({ a136: inputs.a135 }) });
const a137 = artifact('a137', z.number());
const p137 = definePhase({ name: 'p137', inputs: { a136, a135, a134 }, outputs: { a137 }, run: (inputs) => ({ a137: inputs.a136 }) });
const a138 = artifact('a138', z.number());
const p138 = definePhase({ name: 'p138', inputs: { a137, a136, a135 }, outputs: { a138 }, run: (inputs) => ({ a138: inputs.a137 }) });
const a139 = artifact('a139', z.number());
const p139 = definePhase({ name: 'p139', inputs: { a138, a137, a136 }, outputs: { a139 }, run: (inputs) => ({ a139: inputs.a138 }) });
const a140 = artifact('a140', z.number());
const p140 = definePhase({ name: 'p140', inputs: { a139, a138, a137 }, outputs: { a140 }, run: (inputs) => ({ a140: inputs.a139 }) });
const a141 = artifact('a141', z.number());
const p141 = definePhase({ name: 'p141', inputs: { a140, a139, a138 }, outputs: { a141 }, run: (inputs) => ({ a141: inputs.a140 }) });
const a142 = artifact('a142', z.number());
const p142 = definePhase({ name: 'p142', inputs: { a141, a140, a139 }, outputs: { a142 }, run: (inputs) => ({ a142: inputs.a141 }) });
const a143 = artifact('a143', z.number());
const p143 = definePhase({ name: 'p143', inputs: { a142, a141, a140 }, outputs: { a143 }, run: (inputs) => ({ a143: inputs.a142 }) });
const a144 = artifact('a144', z.number());
const p144 = definePhase({ name: 'p144', inputs: { a143, a142, a141 }, outputs: { a144 }, run: (inputs) => ({ a144: inputs.a143 }) });
const a145 = artifact('a145', z.number());
const p145 = definePhase({ name: 'p145', inputs: { a144, a143, a142 }, outputs: { a145 }, run: (inputs) => ({ a145: inputs.a144 }) });
const a146 = artifact('a146', z.number());
const p146 = definePhase({ name: 'p146', inputs: { a145, a144, a143 }, outputs: { a146 }, run: (inputs) => ({ a146: inputs.a145 }) });
const a147 = artifact('a147', z.number());
const p147 = definePhase({ name: 'p147', inputs: { a146, a145, a144 }, outputs: { a147 }, run: (inputs) => ({ a147: inputs.a146 }) });
const a148 = artifact('a148', z.number());
const p148 = definePhase({ name: 'p148', inputs: { a147, a146, a145 }, outputs: { a148 }, run: (inputs) => ({ a148: inputs.a147 }) });
const a149 = artifact('a149', z.number());
const p149 = definePhase({ name: 'p149', inputs: { a148, a147, a146 }, outputs: { a149 }, run: (inputs) => ({ a149: inputs.a148 }) });
const a150 = artifact('a150', z.number());
const p150 = definePhase({ name: 'p150', inputs: { a149, a148, a147 }, outputs: { a150 }, run: (inputs) => ({ a150: inputs.a149 }) });
const a151 = artifact('a151', z.number());
const p151 = definePhase({ name: 'p151', inputs: { a150, a149, a148 }, outputs: { a151 }, run: (inputs) => ({ a151: inputs.a150 }) });
const a152 = artifact('a152', z.number());
const p152 = definePhase({ name: 'p152', inputs: { a151, a150, a149 }, outputs: { a152 }, run: (inputs) => ({ a152: inputs.a151 }) });
const a153 = artifact('a153', z.number());
const p153 = definePhase({ name: 'p153', inputs: { a152, a151, a150 }, outputs: { a153 }, run: (inputs) => ({ a153: inputs.a152 }) });
const a154 = artifact('a154', z.number());
const p154 = definePhase({ name: 'p154', inputs: { a153, a152, a151 }, outputs: { a154 }, run: (inputs) => ({ a154: inputs.a153 }) });
const a155 = artifact('a155', z.number());
const p155 = definePhase({ name: 'p155', inputs: { a154, a153, a152 }, outputs: { a155 }, run: (inputs) => ({ a155: inputs.a154 }) });
const a156 = artifact('a156', z.number());
const p156 = definePhase({ name: 'p156', inputs: { a155, a154, a153 }, outputs: { a156 }, run: (inputs) => ({ a156: inputs.a155 }) });
const a157 = artifact('a157', z.number());
const p157 = definePhase({ name: 'p157', inputs: { a156, a155, a154 }, outputs: { a157 }, run: (inputs) => ({ a157: inputs.a156 }) });
const a158 = artifact('a158', z.number());
const p158 = definePhase({ name: 'p158', inputs: { a157, a156, a155 }, outputs: { a158 }, run: (inputs) => ({ a158: inputs.a157 }) });
const a159 = artifact('a159', z.number());
const p159 = definePhase({ name: 'p159', inputs: { a158, a157, a156 }, outputs: { a159 }, run: (inputs) => ({ a159: inputs.a158 }) });
const a160 = artifact('a160', z.number());
const p160 = definePhase({ name: 'p160', inputs: { a159, a158, a157 }, outputs: { a160 }, run: (inputs) => ({ a160: inputs.a159 }) });
const a161 = artifact('a161', z.number());
const p161 = definePhase({ name: 'p161', inputs: { a160, a159, a158 }, outputs: { a161 }, run: (inputs) => ({ a161: inputs.a160 }) });
const a162 = artifact('a162', z.number());
const p162 = definePhase({ name: 'p162', inputs: { a161, a160, a159 }, outputs: { a162 }, run: (inputs) => ({ a162: inputs.a161 }) });
const a163 = artifact('a163', z.number());
const p163 = definePhase({ name: 'p163', inputs: { a162, a161, a160 }, outputs: { a163 }, run: (inputs) => ({ a163: inputs.a162 }) });
const a164 = artifact('a164', z.number());
const p164 = definePhase({ name: 'p164', inputs: { a163, a162, a161 }, outputs: { a164 }, run: (inputs) => ({ a164: inputs.a163 }) });
const a165 = artifact('a165', z.number());
const p165 = definePhase({ name: 'p165', inputs: { a164, a163, a162 }, outputs: { a165 }, run: (inputs) => ({ a165: inputs.a164 }) });
const a166 = artifact('a166', z.number());
const p166 = definePhase({ name: 'p166', inputs: { a165, a164, a163 }, outputs: { a166 }, run: (inputs) => ({ a166: inputs.a165 }) });
const a167 = artifact('a167', z.number());
const p167 = definePhase({ name: 'p167', inputs: { a166, a165, a164 }, outputs: { a167 }, run: (inputs) => ({ a167: inputs.a166 }) });
const a168 = artifact('a168', z.number());
const p168 = definePhase({ name: 'p168', inputs: { a167, a166, a165 }, outputs: { a168 }, run: (inputs) => ({ a168: inputs.a167 }) });
const a169 = artifact('a169', z.number());
const p169 = definePhase({ name: 'p169', inputs: { a168, a167, a166 }, outputs: { a169 }, run: (inputs) => ({ a169: inputs.a168 }) });
const a170 = artifact('a170', z.number());
const p170 = definePhase({ name: 'p170', inputs: { a169, a168, a167 }, outputs: { a170 }, run: (inputs) => ({ a170: inputs.a169 }) });
const a171 = artifact('a171', z.number());
const p171 = definePhase({ name: 'p171', inputs: { a170, a169, a168 }, outputs: { a171 }, run: (inputs) => ({ a171: inputs.a170 }) });
const a172 = artifact('a172', z.number());
const p172 = definePhase({ name: 'p172', inputs: { a171, a170, a169 }, outputs: { a172 }, run: (inputs) => ({ a172: inputs.a171 }) });
const a173 = artifact('a173', z.number());
const p173 = definePhase({ name: 'p173', inputs: { a172, a171, a170 }, outputs: { a173 }, run: (inputs) => ({ a173: inputs.a172 }) });
const a174 = artifact('a174', z.number());
const p174 = definePhase({ name: 'p174', inputs: { a173, a172, a171 }, outputs: { a174 }, run: (inputs) => ({ a174: inputs.a173 }) });
const a175 = artifact('a175', z.number());
const p175 = definePhase({ name: 'p175', inputs: { a174, a173, a172 }, outputs: { a175 }, run: (inputs) => ({ a175: inputs.a174 }) });
const a176 = artifact('a176', z.number());
const p176 = definePhase({ name: 'p176', inputs: { a175, a174, a173 }, outputs: { a176 }, run: (inputs) => ({ a176: inputs.a175 }) });
const a177 = artifact('a177', z.number());
const p177 = definePhase({ name: 'p177', inputs: { a176, a175, a174 }, outputs: { a177 }, run: (inputs) => ({ a177: inputs.a176 }) });
const a178 = artifact('a178', z.number());
const p178 = definePhase({ name: 'p178', inputs: { a177, a176, a175 }, outputs: { a178 }, run: (inputs) => ({ a178: inputs.a177 }) });
const a179 = artifact('a179', z.number());
const p179 = definePhase({ name: 'p179', inputs: { a178, a177, a176 }, outputs: { a179 }, run: (inputs) => ({ a179: inputs.a178 }) });
const a180 = artifact('a180', z.number());
const p180 = definePhase({ name: 'p180', inputs: { a179, a178, a177 }, outputs: { a180 }, run: (inputs) => ({ a180: inputs.a179 }) });
const a181 = artifact('a181', z.number());
const p181 = definePhase({ name: 'p181', inputs: { a180, a179, a178 }, outputs: { a181 }, run: (inputs) => ({ a181: inputs.a180 }) });
const a182 = artifact('a182', z.number());
const p182 = definePhase({ name: 'p182', inputs: { a181, a180, a179 }, outputs: { a182 }, run: (inputs) => ({ a182: inputs.a181 }) });
const a183 = artifact('a183', z.number());
const p183 = definePhase({ name: 'p183', inputs: { a182, a181, a180 }, outputs: { a183 }, run: (inputs) => ({ a183: inputs.a182 }) });
const a184 = artifact('a184', z.number());
const p184 = definePhase({ name: 'p184', inputs: { a183, a182, a181 }, outputs: { a184 }, run: (inputs) => ({ a184: inputs.a183 }) });
const a185 = artifact('a185', z.number());
const p185 = definePhase({ name: 'p185', inputs: { a184, a183, a182 }, outputs: { a185 }, run: (inputs) => ({ a185: inputs.a184 }) });
const a186 = artifact('a186', z.number());
const p186 = definePhase({ name: 'p186', inputs: { a185, a184, a183 }, outputs: { a186 }, run: (inputs) => ({ a186: inputs.a185 }) });
const a187 = artifact('a187', z.number());
const p187 = definePhase({ name: 'p187', inputs: { a186, a185, a184 }, outputs: { a187 }, run: (inputs) => ({ a187: inputs.a186 }) });
const a188 = artifact('a188', z.number());
const p188 = definePhase({ name: 'p188', inputs: { a187, a186, a185 }, outputs: { a188 }, run: (inputs) => ({ a188: inputs.a187 }) });
const a189 = artifact('a189', z.number());
const p189 = definePhase({ name: 'p189', inputs: { a188, a187, a186 }, outputs: { a189 }, run: (inputs) => ({ a189: inputs.a188 }) });
const a190 = artifact('a190', z.number());
const p190 = definePhase({ name: 'p190', inputs: { a189, a188, a187 }, outputs: { a190 }, run: (inputs) => ({ a190: inputs.a189 }) });
const a191 = artifact('a191', z.number());
const p191 = definePhase({ name: 'p191', inputs: { a190, a189, a188 }, outputs: { a191 }, run: (inputs) => ({ a191: inputs.a190 }) });
const a192 = artifact('a192', z.number());
const p192 = definePhase({ name: 'p192', inputs: { a191, a190, a189 }, outputs: { a192 }, run: (inputs) => ({ a192: inputs.a191 }) });
const a193 = artifact('a193', z.number());
const p193 = definePhase({ name: 'p193', inputs: { a192, a191, a190 }, outputs: { a193 }, run: (inputs) => ({ a193: inputs.a192 }) });
const a194 = artifact('a194', z.number());
const p194 = definePhase({ name: 'p194', inputs: { a193, a192, a191 }, outputs: { a194 }, run: (inputs) => ({ a194: inputs.a193 }) });
const a195 = artifact('a195', z.number());
const p195 = definePhase({ name: 'p195', inputs: { a194, a193, a192 }, outputs: { a195 }, run: (inputs) => ({ a195: inputs.a194 }) });
const a196 = artifact('a196', z.number());
const p196 = definePhase({ name: 'p196', inputs: { a195, a194, a193 }, outputs: { a196 }, run: (inputs) => ({ a196: inputs.a195 }) });
const a197 = artifact('a197', z.number());
const p197 = definePhase({ name: 'p197', inputs: { a196, a195, a194 }, outputs: { a197 }, run: (inputs) => ({ a197: inputs.a196 }) });
const a198 = artifact('a198', z.number());
const p198 = definePhase({ name: 'p198', inputs: { a197, a196, a195 }, outputs: { a198 }, run: (inputs) => ({ a198: inputs.a197 }) });
const a199 = artifact('a199', z.number());
const p199 = definePhase({ name: 'p199', inputs: { a198, a197, a196 }, outputs: { a199 }, run: (inputs) => ({ a199: inputs.a198 }) });
const a200 = artifact('a200', z.number());
const p200 = definePhase({ name: 'p200', inputs: { a199, a198, a197 }, outputs: { a200 }, run: (inputs) => ({ a200: inputs.a199 }) });
const large = definePipeline({ name: 'large', given: { a0, lost }, phases: [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16, p17, p18, p19, p20, p21, p22, p23, p24, p25, p26, p27, p28, p29, p30, p31, p32, p33, p34, p35, p36, p37, p38, p39, p40, p41, p42, p43, p44, p45, p46, p47, p48, p49, p50, p51, p52, p53, p54, p55, p56, p57, p58, p59, p60, p61, p62, p63, p64, p65, p66, p67, p68, p69, p70, p71, p72, p73, p74, p75, p76, p77, p78, p79, p80, p81, p82, p83, p84, p85, p86, p87, p88, p89, p90, p91, p92, p93, p94, p95, p96, p97, p98, p99, p100, p101, p102, p103, p104, p105, p106, p107, p108, p109, p110, p111, p112, p113, p114, p115, p116, p117, p118, p119, p120, p121, p122, p123, p124, p125, p126, p127, p128, p129, p130, p131, p132, p133, p134, p135, p136, p137, p138, p139, p140, p141, p142, p143, p144, p145, p146, p147, p148, p149, p150, p151, p152, p153, p154, p155, p156, p157, p158, p159, p160, p161, p162, p163, p164, p165, p166, p167, p168, p169, p170, p171, p172, p173, p174, p175, p176, p177, p178, p179, p180, p181, p182, p183, p184, p185, p186, p187, p188, p189, p190, p191, p192, p193, p194, p195, p196, p197, p198, p199, p200] });
large.without('p200').replace(p1).run({ a0: 1, lost: 1 });
definePipeline({ name: 'broken', given: { a0 }, phases: [
p1,
p2,
p3,
p4,
p5,
p6,
p7,
p8,
p9,
p10,
p11,
p12,
p13,
p14,
p15,
p16,
p17,
p18,
p19,
p20,
p21,
p22,
p23,
p24,
p25,
p26,
p27,
p28,
p29,
p30,
p31,
p32,
p33,
p34,
p35,
p36,
p37,
p38,
p39,
p40,
p41,
p42,
p43,
p44,
p45,
p46,
p47,
p48,
p49,
p50,
p51,
p52,
p53,
p54,
p55,
p56,
p57,
p58,
p59,
p60,
p61,
p62,
p63,
p64,
p65,
p66,
p67,
p68,
p69,
p70,
p71,
p72,
p73,
p74,
p75,
p76,
p77,
p78,
p79,
p80,
p81,
p82,
p83,
p84,
p85,
p86,
p87,
p88,
p89,
p90,
p91,
p92,
p93,
p94,
p95,
p96,
p97,
p98,
p99,
p100,
p101,
p102,
p103,
p104,
p105,
p106,
p107,
p108,
p109,
p110,
p111,
p112,
p113,
p114,
p115,
p116,
p117,
p118,
p119,
p120,
p121,
p122,
p123,
p124,
p125,
p126,
p127,
p128,
p129,
p130,
p131,
p132,
p133,
p134,
p135,
p136,
p137,
p138,
p139,
p140,
p141,
p142,
p143,
p144,
p145,
p146,
p147,
p148,
p149,
p150,
p151,
p152,
p153,
p154,
p155,
p156,
p157,
p158,
p159,
p160,
p161,
p162,
p163,
p164,
p165,
p166,
p167,
p168,
p169,
p170,
p171,
p172,
p173,
p174,
p175,
p176,
p177,
p178,
p179,
p180,
p181,
p182,
p183,
p184,
p185,
p186,
p187,
p188,
p189,
p190,
p191,
p192,
p193,
p194,
p195,
p196,
p197,
p198,
p199,
p200
] });