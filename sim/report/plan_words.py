"""What the sheets of a staffing plan say, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.words import Word

PLAN_HEAD: Mapping[str, Word] = {
    "site": Word("site", "mã nơi tiếp nhận"),
    "name": Word("name", "tên nơi tiếp nhận"),
    "group": Word("group", "nhóm"),
    "count": Word("count", "số người"),
    "duty": Word("duty", "giờ trực"),
    "serves": Word("serves", "thủ tục"),
    "absence": Word("absence", "tỷ lệ vắng"),
    "reserve": Word("reserve", "dự bị"),
    "source": Word("source", "nguồn"),
    "off_counter": Word("off_counter", "ngoài quầy"),
}
"""Heads of the columns; a plan is read with those of either language."""

PLAN: Mapping[str, Word] = {
    "sheet": Word("plan", "kế hoạch"),
    "columns": Word("columns", "các cột"),
    "title": Word("How to read and change this plan", "Cách đọc và sửa kế hoạch này"),
    "rows": Word(
        "One row for each site, group of officers and shift. Several rows of one group at one site "
        "are its shifts.",
        "Mỗi dòng là một nhóm công chức tại một nơi tiếp nhận, hoặc một ca của nhóm đó. Nhiều dòng "
        "của cùng một nhóm tại cùng một nơi là các ca của nhóm.",
    ),
    "kept": Word(
        "What the plan does not mention stays as it is: delete the rows of sites and groups that "
        "you do not change. To take a group away, write 0 as its count.",
        "Những gì kế hoạch không nhắc đến thì giữ nguyên: có thể xoá các dòng không thay đổi. "
        "Muốn bỏ một nhóm, ghi số người là 0.",
    ),
    "new": Word(
        "A new group is a new row with a name of its own and what it serves.",
        "Nhóm mới là một dòng mới, có tên riêng và có ghi thủ tục mà nhóm tiếp nhận.",
    ),
    "free": Word(
        "Columns may stand in any order, and columns of your own may stand beside them. Do not "
        "merge cells. Hidden rows count.",
        "Các cột có thể xếp theo thứ tự bất kỳ và có thể thêm cột riêng. Không trộn ô. Dòng bị ẩn "
        "vẫn được tính.",
    ),
    "use": Word(
        "To simulate it: python run_sim.py run SCENARIO --plan FILE",
        "Để mô phỏng: python run_sim.py run SCENARIO --plan FILE",
    ),
    "site": Word("Id of the site, as in the scenario.", "Mã nơi tiếp nhận, như trong kịch bản."),
    "name": Word(
        "Its name, for people; it is not read.", "Tên nơi tiếp nhận, chỉ để đọc; máy không dùng."
    ),
    "group": Word("Name of the group of officers.", "Tên nhóm công chức."),
    "count": Word(
        "Officers, a whole number: those of the group, or of the shift.",
        "Số người, là số nguyên: của nhóm, hoặc của ca.",
    ),
    "duty": Word(
        'When they are on duty. Empty: in all sessions of the site. Else "07:30-11:30, '
        '13:30-17:00", or by weekday "mon-fri 07:30-11:30, 13:30-17:00; sat 07:30-11:30", or '
        '"off" for never.',
        'Giờ trực. Để trống: mọi buổi làm việc của nơi đó. Hoặc ghi "07:30-11:30, 13:30-17:00", '
        'hoặc theo thứ: "T2-T6 07:30-11:30, 13:30-17:00; T7 07:30-11:30", hoặc "nghỉ" nếu không '
        "trực.",
    ),
    "serves": Word(
        "all, or procedures with commas between. Empty: as before.",
        "all (tất cả), hoặc mã các thủ tục cách nhau bằng dấu phẩy. Để trống: như cũ.",
    ),
    "absence": Word(
        "Probability that an officer is absent on a working day. Empty: as before.",
        "Xác suất một người vắng mặt trong một ngày làm việc. Để trống: như cũ.",
    ),
    "reserve": Word(
        "Officers who stand in for the absent; not part of the staff. Empty: as before.",
        "Số người dự bị thay người vắng; không tính vào nhân sự. Để trống: như cũ.",
    ),
    "source": Word(
        "Who sends them: center, department, post, commune or none. Empty: as before.",
        "Ai cử đến: center (trung tâm), department (sở), post (bưu điện), commune (xã) hoặc none "
        "(không rõ). Để trống: như cũ.",
    ),
    "off_counter": Word(
        "Staff of the site who never serve: heads, guides. Said in one row of the site. Empty: as "
        "before.",
        "Số người của nơi đó không trực quầy: lãnh đạo, hướng dẫn. Ghi ở một dòng của nơi đó. "
        "Để trống: như cũ.",
    ),
    "written": Word("Written: {file}", "Đã ghi: {file}"),
}
