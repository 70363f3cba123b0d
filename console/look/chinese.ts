/** The kit's own words, and its calendar's, in Chinese. */
import zhCN from 'antd/es/locale/zh_CN';
import 'dayjs/locale/zh-cn';

export const CHINESE = zhCN;
